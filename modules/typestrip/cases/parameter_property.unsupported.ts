class A {
  constructor(private a: number) {}
}
