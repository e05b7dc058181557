const a: number = 1
interface B {
  x: number
}
const c = (d)
  : number => d
