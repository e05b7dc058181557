export namespace A { export function f() {} }
