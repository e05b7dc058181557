/** Numbers from 1, the survivor last. */
export default function josephusOrder(n: number, k: number): number[] {
  const circle = Array.from({ length: n }, (_, i) => i + 1);
  const out: number[] = [];
  for (let at = 0; circle.length;) {
    at = (at + k - 1) % circle.length;
    out.push(...circle.splice(at, 1));
  }
  return out;
}
