import a from "a";
export const b = async (c) => { for await (const d of c) yield_(d); };
class E extends F { #g = 1; static { } get h() { return this.#g; } }
const { i = 1, ...j } = k ?? {};
label: for (const [l, m] of n) { if (l < m) continue label; else break; }
export default function* () { yield* o; }
x = y ? z : w;
if (a) { b } else if (c) d; else { e }
const p = { q, r() {}, get s() { return 1 }, ["t"]: 2, async *u() {} };
var v = function () { return new.target };
a?.b?.[c]?.(d) ?? e;
