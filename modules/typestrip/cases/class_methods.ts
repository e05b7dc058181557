class A<T> {
  constructor(a: number, b?: string) {}
  m<U>(a: T, b: U): T { return a; }
  n?(): void {}
  #p(a: number): void {}
  static s<T>(this: T): T { return this; }
  [Symbol.iterator](): Iterator<T> { return null!; }
  async o(): Promise<void> {}
  get x(): T { return null as T; }
  set x(v: T) {}
}
