const a = x as number;
const b = (x as unknown as string).length;
const c = [1, 2] as const;
const d = { a: 1 } as const satisfies object;
f(x as any, y as Array<string>);
const e = x as { a: number }["a"];
(x as any).y = 1;
(x as any)++;
