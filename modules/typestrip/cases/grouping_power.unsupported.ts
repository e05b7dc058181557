const a = 2 ** 3 as number ** 2;
