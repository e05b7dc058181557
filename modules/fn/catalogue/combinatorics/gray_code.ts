/** The reflected binary code: each word differs from the one before in one bit. */
export default function grayCode(n: number): string[] {
  let words = [''];
  for (let bit = 0; bit < n; bit += 1) {
    const mirrored = [...words].reverse();
    words = [...words.map((word) => '0' + word), ...mirrored.map((word) => '1' + word)];
  }
  return words;
}
