function* f() {
  const a = b
  type C = 1
  yield (d as string)
  type E = 2
  (f)
}
