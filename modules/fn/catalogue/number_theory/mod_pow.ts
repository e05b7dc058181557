/** Modular power. */
export default function modPow(base: number, exponent: number, modulus: number): number {
  const m = BigInt(modulus);
  let factor = BigInt(base) % m;
  let rest = BigInt(exponent);
  let result = 1n % m;
  while (rest > 0n) {
    if (rest % 2n === 1n) result = (result * factor) % m;
    factor = (factor * factor) % m;
    rest /= 2n;
  }
  return Number(result);
}
