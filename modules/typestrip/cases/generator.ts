function* g(a: number): Generator<number, void, unknown> {
  const x: number = yield a;
  yield* g(x as number);
}
async function* h(): AsyncGenerator<number> { yield 1 as number; }
