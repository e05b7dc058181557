/** Hamming distance. */
export default function hamming(a: string, b: string): number {
  const right = [...b];
  return [...a].filter((c, i) => c !== right[i]).length;
}
