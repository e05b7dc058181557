/** List laid out as a matrix with a given number of columns. */
export default function reshape(list: unknown[], rows: number, columns: number): unknown[][] {
  if (list.length !== rows * columns) throw new RangeError('the list does not fill the matrix');
  return Array.from({ length: rows }, (_, y) => list.slice(y * columns, (y + 1) * columns));
}
