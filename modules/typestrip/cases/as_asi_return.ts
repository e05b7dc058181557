function f() {
  return x as number
  (y)
}
function g() {
  throw x as Error
  [y]
}
