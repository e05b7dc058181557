/** Whether one text is another one rotated: "cdab" is "abcd" moved round by two. */
export default function isRotation(a: string, b: string): boolean {
  return a.length === b.length && (a + a).includes(b);
}
