const f = (a)
  : number => a;
const g = (
  a: number,
  b: number,
): {
  x: number;
} => ({ x: a + b });
const h = (a: string
): string => a;
const i = async (a)
  : Promise<
    number
  > => a;
