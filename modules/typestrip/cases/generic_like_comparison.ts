f<A<B>>(c) / d / e;
f<A | B>(c) + d + e;
let g = h<A, B>`x`;
let i = j<A>(k)
/l/g.test(m)
if (n < o && p > (q)) r;
let s = t < u, v = w > (x);
