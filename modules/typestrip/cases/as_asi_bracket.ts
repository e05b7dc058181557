let a = b as number
[c].forEach(d)
