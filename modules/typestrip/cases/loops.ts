for (let i: number = 0, n: number = 3; i < n; i++) {}
for (const x of xs as string[]) f(x);
for (const k in o as object) f(k);
for await (const x of y) {}
label: for (;;) { break label; }
do { a as number } while (b as boolean)
