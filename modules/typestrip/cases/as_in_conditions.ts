if (a as boolean) { b; }
while (x as boolean) break;
for (const y of z as number[]) {}
for (let i = 0 as number; i < (n as number); i++) {}
switch (k as string) { case "a" as string: break; }
const q = a as boolean ? 1 : 2;
const r = a ? b as number : c as string;
