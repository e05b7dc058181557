const a = 1 + (2 as number) * 3;
const b = 2 * 3 as number;
const c = 1 as number + 2;
const d = (x as number) < (y as number);
const e = x as number + (y as number);
