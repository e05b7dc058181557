const a = b! / 2;
const c = d! as number;
const e = !f!;
const g = h!!;
const i = j! in k!;
