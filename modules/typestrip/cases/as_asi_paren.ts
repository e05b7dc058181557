let a = b as number
(c)
