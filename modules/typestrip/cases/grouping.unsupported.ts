const a = 1 + 2 as number * 3;
