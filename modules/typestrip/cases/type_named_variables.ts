const type = 1;
const declare = 2, namespace = 3, abstract = 4, as = 5, of = 6, is = 7;
type = declare;
const readonly = { type, declare, as, satisfies: 1, keyof: 2 };
function asserts(infer) { return infer; }
