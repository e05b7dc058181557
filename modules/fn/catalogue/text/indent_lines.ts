/** Every line moved to the right by so many spaces; empty lines stay empty. */
export default function indentLines(text: string, count: number): string {
  return text.split("\n").map((line) => (line === "" ? line : " ".repeat(count) + line)).join("\n");
}
