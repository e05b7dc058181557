/** Whether the last digit is the Verhoeff check digit of the others. */
export default function verhoeffCheck(number: any): boolean {
  const digits = String(number).replace(/[ -]/g, '');
  if (!/^\d{2,}$/.test(digits)) return false;
  return [...digits].reverse().reduce((c, digit, i) => product(c, permuted(i, Number(digit))), 0) === 0;
}

/** Product in the dihedral group of order ten. */
function product(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5;
}

/** The i-th power of Verhoeff's permutation. */
function permuted(i: number, digit: number): number {
  let out = digit;
  for (let k = 0; k < i % 8; k += 1) out = Number('1576283094'[out]);
  return out;
}
