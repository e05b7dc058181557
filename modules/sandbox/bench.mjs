// What a run of the sandbox costs on V8, metered and unmetered; the twin of bench.cpp.
//
//   node bench.mjs METERED.wasm UNMETERED.wasm

import { readFileSync } from 'node:fs';

const encoder = new TextEncoder();
const OUTCOME_RETURNED = 1;

function program(module, source, args) {
  const start = performance.now();
  const exports = new WebAssembly.Instance(module, {}).exports;
  const status = exports.sandbox_status_address();
  const created = performance.now();
  const place = (bytes) => {
    const address = exports.sandbox_allocate(bytes.length);
    new Uint8Array(exports.memory.buffer).set(bytes, address);
    return [address, bytes.length];
  };
  exports.sandbox_run(...place(source), ...place(args), 1.7e12, 125_000_000n, 18 << 20, 1 << 20,
    16 << 10);
  const view = new DataView(exports.memory.buffer, status);
  if (view.getUint32(4, true) !== OUTCOME_RETURNED) throw new Error('a program failed');
  return [created - start, performance.now() - start, Number(view.getBigUint64(8, true))];
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

function measure(module, { source, args, repetitions }) {
  const source_bytes = encoder.encode(source);
  const args_bytes = encoder.encode(JSON.stringify(args));
  for (let warm = 0; warm < 30; warm += 1) program(module, source_bytes, args_bytes);
  const runs = Array.from({ length: repetitions }, () => program(module, source_bytes, args_bytes));
  return [median(runs.map((r) => 1000 * r[0])), median(runs.map((r) => 1000 * r[1])), runs[0][2]];
}

let state = 12345n;
const numbers = Array.from({ length: 1000 }, () => {
  state = (state * 1103515245n + 12345n) % 2147483648n;
  return Number(state);
});
const CASES = [
  { name: 'a + b', source: 'export default (a, b) => a + b', args: [1, 2], repetitions: 500 },
  { name: 'sort 1,000 numbers', source: 'export default (n) => [...n].sort((a, b) => a - b)',
    args: [numbers], repetitions: 200 },
  { name: 'fibonacci(22), recursive', source: 'export default (n) => { const f = (n) => n < 2 ? n : f(n - 1) + f(n - 2); return f(n); }',
    args: [22], repetitions: 60 },
  { name: 'loop of 100,000', source: 'export default (n) => { let s = 0; for (let i = 0; i < n; i++) s = (s + i * 7) % 1000003; return s; }',
    args: [100000], repetitions: 60 },
  { name: 'JSON of 2,000 objects', source: "export default (n) => { const o = []; for (let i = 0; i < n; i++) o.push({ a: i, b: 'x' + i, c: [1, 2, 3] }); return JSON.parse(JSON.stringify(o)).length; }",
    args: [2000], repetitions: 40 },
];

const [metered, unmetered] = process.argv.slice(2, 4)
  .map((path) => new WebAssembly.Module(readFileSync(path)));
console.log(`${'program'.padEnd(26)}  instance whole run unmetered  ratio      steps`);
for (const item of CASES) {
  const [instance, whole, steps] = measure(metered, item);
  const [, plain] = measure(unmetered, item);
  console.log(item.name.padEnd(26), instance.toFixed(1).padStart(9), whole.toFixed(1).padStart(9),
    plain.toFixed(1).padStart(9), (whole / plain).toFixed(2).padStart(6), String(steps).padStart(10));
}
