/** Outer product of two vectors. */
export default function outerProduct(a: number[], b: number[]): number[][] {
  return a.map((left) => b.map((right) => left * right));
}
