/** Check an ISBN by its check digit: ten characters, thirteen digits, or either. */
export default function isIsbn(text: string, length: string = "10 or 13"): boolean {
  const digits = text.replace(/[ -]/g, "").toUpperCase();
  if (length !== "10 or 13" && digits.length !== Number(length)) return false;
  if (/^\d{9}[\dX]$/.test(digits)) {
    return [...digits].reduce((sum, c, i) => sum + (c === "X" ? 10 : +c) * (10 - i), 0) % 11 === 0;
  }
  return /^\d{13}$/.test(digits) && [...digits].reduce((sum, c, i) => sum + +c * (i % 2 ? 3 : 1), 0) % 10 === 0;
}
