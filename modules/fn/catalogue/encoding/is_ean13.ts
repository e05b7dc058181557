/** Thirteen digits, the last of which is the check digit. */
export default function isEan13(code: any): boolean {
  const text = String(code).replace(/[ -]/g, '');
  return /^\d{13}$/.test(text) && [...text].reduce((sum, c, i) => sum + Number(c) * (i % 2 ? 3 : 1), 0) % 10 === 0;
}
