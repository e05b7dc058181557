(a as any) = 1;
a! = 2;
(a.b as any).c = 3;
[a!, b!.c] = d;
