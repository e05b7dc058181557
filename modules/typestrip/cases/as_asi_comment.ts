let a = b as number // comment
(c)
let d = e satisfies number /* comment */
[f].at(0)
