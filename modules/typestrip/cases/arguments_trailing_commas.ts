f<number>(a as number, b!,);
function g(a: number, b?: string,): void {}
