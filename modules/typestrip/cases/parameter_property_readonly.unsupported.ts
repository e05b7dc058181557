class A {
  constructor(a: string, readonly b: number) {}
}
