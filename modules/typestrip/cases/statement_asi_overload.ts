const a = b
function f(x: string): void
function f(x: unknown): void {}
(c)
