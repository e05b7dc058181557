const a = `x ${b as string} y ${c!} z ${f<number>(1)}`;
const d = `nested ${`inner ${e as number}`}`;
const g = `not a type: ${"x"} as string`;
