const a: bigint = 1n, b: number = 1_000, c = 0xff as number, d = .5 as number, e = 1e3!;
