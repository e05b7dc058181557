let a: (b: number, c?: string, ...d: unknown[]) => asserts b is number;
let e: <T>(f: T) => f is T = g;
let h: (this: Window) => void, i: () => () => void;
let j: typeof k, l: typeof m.n, o: import("p").Q;
