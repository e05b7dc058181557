const a = b
type C = 1
/x/g.test(d)
