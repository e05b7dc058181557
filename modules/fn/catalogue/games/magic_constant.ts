/** The sum of each line of the square of 1 to n². */
export default function magicConstant(n: number): number {
  return (n * (n * n + 1)) / 2;
}
