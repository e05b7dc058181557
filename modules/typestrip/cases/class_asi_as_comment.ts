class A {
  a = b as number /* x */
  [c] = 2
}
