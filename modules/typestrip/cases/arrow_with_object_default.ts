const f = ({ a = 1, b }: { a?: number; b: string } = { b: "x" }): string => `${a}${b}`;
