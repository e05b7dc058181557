const a = b;
type C = 1;
(d);
type E = 2
const f = 1
