/** Length of the longest subsequence that two texts share: characters in order, gaps allowed. */
export default function longestCommonSubsequenceLength(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let previous: number[] = new Array(right.length + 1).fill(0);
  for (const c of left) {
    const current: number[] = [0];
    for (let j = 0; j < right.length; j += 1) {
      current.push(c === right[j] ? previous[j]! + 1 : Math.max(previous[j + 1]!, current[j]!));
    }
    previous = current;
  }
  return previous[right.length]!;
}
