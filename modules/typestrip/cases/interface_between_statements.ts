const a = 1
interface A { x: number }
const b = 2
