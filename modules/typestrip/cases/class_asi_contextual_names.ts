class A {
  static: number
  a() {}
}
class B {
  get: string
  b() {}
}
class C {
  async?: boolean
  c() {}
}
