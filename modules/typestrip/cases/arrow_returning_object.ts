const f = (a: number): { x: number } => ({ x: a });
const g = (): void => {};
const h = (a): a is string => typeof a === "string";
