export default a as number
const b = 1
