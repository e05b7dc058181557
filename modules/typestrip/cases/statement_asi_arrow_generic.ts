const a = b
type C = 1
<T>(x: T) => x
