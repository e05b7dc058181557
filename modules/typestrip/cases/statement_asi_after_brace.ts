const a = {}
type B = string
(c)
const d = function () {}
interface E {}
[f]
