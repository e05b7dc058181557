abstract class A {
  a = b
  abstract c: number
  [d] = 2
}
