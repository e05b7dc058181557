export default a as number
(b)
