const a = x as {
  a: number;
  b: string;
};
const b = y as
  | "a"
  | "b";
