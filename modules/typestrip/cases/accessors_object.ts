const o = {
  get a(): number { return 1; },
  set a(v: number) {},
  async b<T>(x: T): Promise<T> { return x; },
  *c(): Generator<number> {},
  [d as string]: 1,
  e: f as number,
  ...g as object,
};
