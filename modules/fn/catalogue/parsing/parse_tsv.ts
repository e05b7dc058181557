/** Tab-separated text to rows. */
export default function parseTsv(text: string): string[][] {
  return text.replace(/\r?\n$/, "").split(/\r?\n/).filter((line, i, all) => line !== "" || all.length > 1).map((line) => line.split("\t"));
}
