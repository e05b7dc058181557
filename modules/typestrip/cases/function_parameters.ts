function f(a: number, b?: string, c: boolean = true, ...rest: unknown[]): void {
  console.log(a, b, c, rest);
}
f(1);
