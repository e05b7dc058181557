/** Object of sections to INI. */
export default function formatIni(object: Record<string, unknown>): string {
  const lines = (section: object) => Object.entries(section).map(([key, value]) => `${key}=${value}`);
  const isSection = (value: unknown) => typeof value === "object" && value !== null;
  const top = Object.entries(object).filter(([, value]) => !isSection(value));
  const sections = Object.entries(object).filter(([, value]) => isSection(value));
  return [...lines(Object.fromEntries(top)), ...sections.flatMap(([name, value]) => [`[${name}]`, ...lines(value as object)])].join("\n");
}
