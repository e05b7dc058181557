/** Whether rows, columns and both diagonals have one sum, and the numbers differ. */
export default function isMagicSquare(square: number[][]): boolean {
  const n = square.length;
  if (n === 0 || square.some((row) => row.length !== n)) return false;
  const sum = (cells: number[]): number => cells.reduce((a, b) => a + b, 0);
  const lines = square.flatMap((row, i) => [row, square.map((other) => other[i]!)]);
  lines.push(square.map((row, i) => row[i]!), square.map((row, i) => row[n - 1 - i]!));
  return new Set(square.flat()).size === n * n && lines.every((line) => sum(line) === sum(square[0]!));
}
