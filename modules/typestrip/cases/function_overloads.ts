function f(a: string): string;
function f(a: number): number
function f(a: unknown): unknown {
  return a;
}
f(1);
