const a = b < c && d > e;
const f = g < h;
const i = j > (k);
if (a < b || c > d) { e; }
const l = m << 2 >> 1 >>> 0;
