let a = b as number
let c = d as string
e()
