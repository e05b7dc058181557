function isString(a: unknown): a is string { return typeof a === "string"; }
function assertString(a: unknown): asserts a is string {}
function assert(a: unknown): asserts a {}
class A { is(): this is B { return true; } check(): asserts this is B {} check2(): asserts this {} }
