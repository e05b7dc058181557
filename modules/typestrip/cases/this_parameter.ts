function f(this: Window, a: number) { return this; }
function g(this: Window) { return this; }
function h(this: Window, ) { return this; }
const o = { m(this: void, a?: string) { return a; } };
