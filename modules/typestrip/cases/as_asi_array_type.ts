let a = b as number[]
[c].forEach(d)
let e = f as Map<string, number>
(g)
