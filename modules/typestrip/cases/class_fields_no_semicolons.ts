class A {
  a: number
  b?: string
  c = 1
  static d: string
  readonly e = 2
  f: number = 3
}
