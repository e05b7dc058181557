/** Values that occur more than once, in order of their first appearance. */
export default function duplicatesInOrder(values: unknown[]): unknown[] {
  return values.filter((value, index) => values.indexOf(value) === index && values.includes(value, index + 1));
}
