let a = b as number
`text`.trim()
