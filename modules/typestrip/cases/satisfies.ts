const a = { x: 1 } satisfies Record<string, number>;
const b = [1] satisfies number[] as unknown;
export default { y: 1 } satisfies object;
