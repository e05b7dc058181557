const f = (a: number): ((b: number) => number) => (b) => a + b;
const g = (): (() => void) => () => {};
