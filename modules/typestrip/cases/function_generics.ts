function identity<T>(value: T): T {
  return value;
}
function pick<T extends object, K extends keyof T = keyof T>(o: T, k: K): T[K] {
  return o[k];
}
identity<string>("a");
pick<{ a: 1 }, "a">({ a: 1 }, "a");
