let a: -1 | 0 | 1n | "x" | true | null | undefined = 0;
let b: void | never | unknown | any | object | symbol | bigint = c;
