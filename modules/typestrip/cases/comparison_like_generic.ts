const a = i >>> 0 < (f[75] | 0) >>> 0;
const b = c < (d) > -e;
const g = h < (k) >= l;
const m = n<o>;
for (;x >>> 0<(y)>>>0;) {}
const p = q<R>
+s;
const t = new U<V>(w);
