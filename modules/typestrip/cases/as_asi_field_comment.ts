let a = b as number // comment
let c = d as string // other
`text`.trim()
