class A {
  a = 1
  m(): void
  m() {}
}
