/** Placeholders of a template. */
export default function templatePlaceholders(template: string): string[] {
  const names = [...template.matchAll(/\$\{\s*([\w.-]+)\s*\}|\{\{\s*([\w.-]+)\s*\}\}|\{([\w.-]+)\}/g)].map((found) => found[1] ?? found[2] ?? found[3]!);
  return [...new Set(names)];
}
