/** Modular inverse, the smallest positive one. */
export default function modInverse(a: number, modulus: number): number {
  let [old, rest] = [((a % modulus) + modulus) % modulus, modulus];
  let [x, next] = [1, 0];
  while (rest !== 0) {
    const quotient = Math.floor(old / rest);
    [old, rest] = [rest, old - quotient * rest];
    [x, next] = [next, x - quotient * next];
  }
  if (old !== 1) throw new RangeError('the numbers share a factor, so there is no inverse');
  return ((x % modulus) + modulus) % modulus;
}
