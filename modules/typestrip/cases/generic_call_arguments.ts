f(g<h, i>(j));
const a = new Map<string, Map<string, number>>([["a", new Map<string, number>()]]);
const b = f<Record<string, Array<Array<number>>>>(x);
