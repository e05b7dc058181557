class A {
  a = b as number
  [c] = 2
  d = e satisfies string
  [f] = 3
}
