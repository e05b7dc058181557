const a = f<T>
b()
const c = new Set<string>
d = 1
const e = g<T>
++h
let i: T
<U>(j: U) => j
