const a = b
type C = 1
interface D {}
(e)
