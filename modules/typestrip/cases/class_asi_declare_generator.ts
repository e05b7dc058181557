class A {
  a = b
  declare c: number
  *d() {}
}
