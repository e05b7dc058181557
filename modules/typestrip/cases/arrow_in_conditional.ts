const a = true ? (b: number): number => b : (c: string): string => c;
const d = a ? (1) : (2);
