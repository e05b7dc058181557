const f = function <T>(this: void, a: T): T { return a; };
const g = function* <T>(a: T): Generator<T> { yield a; };
const h = async function named(a: number): Promise<void> {};
