foo()
type A = string
(bar)()
