const a = b
interface C {}
[d].forEach(e)
