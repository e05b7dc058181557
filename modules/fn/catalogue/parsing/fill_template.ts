/** Template filled in. */
export default function fillTemplate(template: string, values: Record<string, unknown>): string {
  return template.replace(/\$\{\s*([\w.-]+)\s*\}|\{\{\s*([\w.-]+)\s*\}\}|\{([\w.-]+)\}/g, (_, a, b, c) => {
    const name = (a ?? b ?? c) as string;
    if (!Object.hasOwn(values, name)) throw new RangeError(`there is no value for ${name}`);
    return String(values[name]);
  });
}
