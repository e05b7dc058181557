/** Whether no two queens share a column or a diagonal; queens[i] is the column of the queen in row i. */
export default function nQueensValid(queens: number[]): boolean {
  return queens.every((column, row) =>
    queens.every((other, index) => index <= row ||
      (other !== column && Math.abs(other - column) !== index - row)));
}
