let a: number = 1;
const b: string | undefined = "x", c: Array<number> = [1];
var d: { x: number; y?: string } = { x: 1 };
let e!: string;
let f: (a: number) => void, g: new (x: string) => Date;
