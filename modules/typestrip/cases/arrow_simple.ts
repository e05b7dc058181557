const f = (a: number): number => a + 1;
const g = <T>(a: T): T => a;
const h = <T,>(a: T) => a;
const i = async (a: number): Promise<number> => a;
const j = async <T>(a: T): Promise<T> => a;
const k = (a?: number) => a, l = ({ a }: { a: string }) => a;
