class A {
  @b() c() {}
}
