/** Texts: Fizz for multiples of 3, Buzz of 5, FizzBuzz of both. */
export default function fizzbuzz(n: number): string[] {
  return Array.from({ length: n }, (_, i) => {
    const word = ((i + 1) % 3 ? '' : 'Fizz') + ((i + 1) % 5 ? '' : 'Buzz');
    return word || String(i + 1);
  });
}
