class A {
  a = 1
  declare b: number
  [c] = 2
}
