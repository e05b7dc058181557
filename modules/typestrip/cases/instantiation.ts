const a = f<string>;
const b = new Map<string, Array<number>>();
const c = new Set<string>;
const d = f<number>(1);
const e = f?.<string>("x");
const g = tag<string>`text ${1}`;
const h = a.b<string>().c<number>();
const i = new a.B<string>(1);
