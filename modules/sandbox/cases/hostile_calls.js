// Calls built-ins it finds anywhere with values that are likely to surprise them.
const collect = (functions, objects) => {
  const seen = new Set();
  const walk = (value, depth) => {
    if (Object(value) !== value || seen.has(value) || depth > 4) return;
    seen.add(value);
    if (typeof value === 'function') functions.push(value);
    objects.push(value);
    for (const key of Reflect.ownKeys(value)) {
      const { value: inner, get, set } = Object.getOwnPropertyDescriptor(value, key) ?? {};
      for (const part of [inner, get, set]) walk(part, depth + 1);
    }
  };
  walk(globalThis, 0);
  const hidden = [[].values(), new Map().values(), ''[Symbol.iterator](), 'a'.matchAll(/a/g),
    (function* () {})(), (async () => {})(), (async function* () {})(), /a/y];
  for (const object of hidden) walk(Object.getPrototypeOf(object), 0);
};

const surprises = () => [
  0, -1, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1, NaN, Infinity, -0, 'x', '', 'length',
  'a'.repeat(1000), null, undefined, true, 10n ** 50n, -1n, Symbol('q'), Symbol.iterator,
  {}, [], [1, 2, 3], new Array(1000), { length: 2 ** 53 - 1 }, { length: 3, 0: 1 },
  () => 1, (a, b) => a - b, function () { return this; }, class A {},
  new Map([[1, 2]]), new Set([1]), new Date(0), /(a+)+b/g, new Uint8Array(100),
  new Float64Array(10), new DataView(new ArrayBuffer(8)), new ArrayBuffer(8, { maxByteLength: 64 }),
  Promise.resolve(1), new Proxy({}, {}), new Proxy([1], {}), new WeakMap(), new Error('e'),
  { toString() { throw 1; } }, { valueOf() { return 7; } }, { [Symbol.toPrimitive]() { return 3; } },
  { get a() { return 1; }, toJSON() { return this; } }, (function* () { yield 1; })(), globalThis,
];

export default (seed) => {
  let state = seed;
  const below = (count) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * count);
  };
  const [functions, objects, results] = [[], [], []];
  collect(functions, objects);
  const any = () => {
    const from = below(6) ? surprises() : objects;
    return from[below(from.length)];
  };
  let calls = 0;
  for (let round = 0; round < 60; round += 1) {
    const called = functions[below(functions.length)];
    const given = Array.from({ length: below(4) }, any);
    try {
      const result = below(3) ? Reflect.apply(called, any(), given)
        : Reflect.construct(called, given);
      calls += 1;
      if (typeof result === 'function') functions.push(result);
      if (Object(result) === result) objects.push(result);
    } catch { /* most calls are refused */ }
  }
  return calls;
};
