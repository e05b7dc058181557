const a: string = "abc;
const b = 1;
