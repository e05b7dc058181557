/** The digit that makes the number pass the Verhoeff check. */
export default function verhoeffDigit(number: any): number {
  const digits = String(number).replace(/[ -]/g, '');
  if (!/^\d+$/.test(digits)) throw new RangeError('the number must be of digits');
  const sum = [...digits].reverse().reduce((c, digit, i) => product(c, permuted(i + 1, Number(digit))), 0);
  return sum < 5 ? (5 - sum) % 5 : sum;
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
