const f = async (a: number): Promise<void> => {
  await g<number>(a);
};
const h = async a => a as number;
