/** Average of two numbers. */
export default function averageOfTwo(a: number, b: number): number {
  return (a + b) / 2;
}
