class A {
  a = {}
  private [b] = 2
}
