/** The binomial coefficients n over 0 to n over n. */
export default function pascalRow(n: number): number[] {
  const row = [1];
  for (let k = 0; k < n; k += 1) row.push((row[k]! * (n - k)) / (k + 1));
  return row;
}
