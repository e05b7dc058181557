/** Lines without the white space that all lines with content begin with. */
export default function dedent(text: string): string {
  const lines = text.split("\n");
  const filled = lines.filter((line) => line.trim() !== "");
  if (filled.length === 0) return text;
  let indent = /^[ \t]*/.exec(filled[0]!)![0];
  for (const line of filled) while (!line.startsWith(indent)) indent = indent.slice(0, -1);
  const shortened = (line: string) =>
    line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
  return lines.map(shortened).join("\n");
}
