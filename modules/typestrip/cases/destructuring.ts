const { a, b: [c, ...d] }: { a: number; b: number[] } = { a: 1, b: [1, 2] };
const [x, y = 2]: [number, number?] = [1];
function f({ p, q = 1 }: { p: string; q?: number }, [r]: string[] = []) {
  return [p, q, r];
}
