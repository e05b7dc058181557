const a = b
declare const c: number
`text`.trim()
