let a: Array<number = 1;
