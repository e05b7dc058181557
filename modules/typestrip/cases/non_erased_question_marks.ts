const a = b ? c : d;
const e = (f) ? (g) : (h);
const i = j ? (k, l) : m;
const n = o ? (p) => q : r;
const s = t?.u ? v!.w : x as number;
