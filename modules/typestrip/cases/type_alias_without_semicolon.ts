type A = string
type B = {
  x: number
}
let a = 1
type C =
  | A
  | B
let b = 2
