/** Check an ISBN. */
export default function isIsbn(text: string): boolean {
  const digits = text.replace(/[ -]/g, "").toUpperCase();
  if (/^\d{9}[\dX]$/.test(digits)) {
    return [...digits].reduce((sum, c, i) => sum + (c === "X" ? 10 : +c) * (10 - i), 0) % 11 === 0;
  }
  return /^\d{13}$/.test(digits) && [...digits].reduce((sum, c, i) => sum + +c * (i % 2 ? 3 : 1), 0) % 10 === 0;
}
