// Runs the conformance cases of the sandbox on V8.
//
//   node run_cases.mjs SANDBOX.wasm [--cases FOLDER] [--steps FILE] [--compare FILE]
//                      [--seconds-max N] [--verbose]
//
// --steps writes what each case used, --compare checks it against what another engine wrote.
// Ends with one line, "N passed, N failed, N skipped"; the exit code is 1 when one failed.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const OUTCOMES = ['running', 'returned', 'threw', 'result_not_json', 'syntax_error',
  'no_default_export', 'import_refused', 'never_settled', 'limit_steps', 'limit_memory',
  'limit_stack', 'limit_output', 'bad_arguments'];
const FLAGS = ['touched_time', 'touched_random', 'result_bigint'];
const STATUS_BYTES = 56;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: join(dirname(fileURLToPath(import.meta.url)), 'cases') },
    steps: { type: 'string' },
    compare: { type: 'string' },
    'seconds-max': { type: 'string', default: '20' },
    verbose: { type: 'boolean', default: false },
  },
});
const defaults = JSON.parse(readFileSync(join(options.cases, 'defaults.json'), 'utf8'));

/** Runs one program in a fresh instance and reads the report out of its memory. */
function run(module, test) {
  const exports = new WebAssembly.Instance(module, {}).exports;
  const limits = { ...defaults.limits, ...test.limits };
  const status = exports.sandbox_status_address();
  const place = (text) => {
    const bytes = new TextEncoder().encode(text);
    const address = exports.sandbox_allocate(bytes.length);
    new Uint8Array(exports.memory.buffer).set(bytes, address);
    return [address, bytes.length];
  };
  const source = place(text_of(test.source));
  const args = place('argumentsText' in test ? test.argumentsText : JSON.stringify(test.args ?? []));
  const seed = new Uint8Array(exports.memory.buffer, exports.sandbox_seed_address(), 32);
  seed.fill(test.seed ?? defaults.seed);
  let trap = null;
  try {
    exports.sandbox_run(...source, ...args, test.now_ms ?? defaults.now_ms,
      BigInt(limits.steps_max), limits.memory_bytes_max, limits.output_bytes_max,
      limits.console_bytes_max);
  } catch (error) {
    trap = String(error);
  }
  return { ...report(exports.memory.buffer, status), trap };
}

/** A source is text, lines, or the name of a file beside the cases. */
function text_of(source) {
  if (source.file) return readFileSync(join(options.cases, source.file), 'utf8');
  const lines = Array.isArray(source) ? source.join('\n') : source;
  return lines.replace(/\{\{(.)\*(\d+)\}\}/g, (_, text, count) => text.repeat(Number(count)));
}

function report(memory, status) {
  const view = new DataView(memory, status, STATUS_BYTES);
  const word = (at) => view.getUint32(at, true);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const text = (at) =>
    word(at) ? decoder.decode(new Uint8Array(memory, word(at), word(at + 4))) : null;
  const console_text = text(40);
  return {
    outcome: OUTCOMES[word(4)],
    steps: Number(view.getBigUint64(8, true)),
    memory: word(16),
    flags: FLAGS.filter((_, bit) => word(20) & (1 << bit)),
    result: text(24),
    error: text(32) === null ? null : JSON.parse(text(32)),
    console: console_text ? console_text.trimEnd().split('\n').map((line) => JSON.parse(line)) : [],
    dropped: word(52),
  };
}

/** The differences between what a case expects and what happened, as sentences. */
function differences(expected, actual) {
  const found = [];
  const check = (what, want, have) => {
    if (JSON.stringify(want) !== JSON.stringify(have)) {
      found.push(`${what}: expected ${JSON.stringify(want)}, got ${JSON.stringify(have)}`);
    }
  };
  check('outcome', expected.outcome, actual.outcome);
  if ('result' in expected) check('result', JSON.stringify(expected.result), actual.result);
  if ('resultText' in expected) check('result', expected.resultText, actual.result);
  if ('resultBytes' in expected) check('result length', expected.resultBytes, actual.result?.length);
  for (const [key, want] of Object.entries(expected.error ?? {})) {
    check(`error.${key}`, want, actual.error?.[key]);
  }
  if ('console' in expected) {
    check('console', expected.console, actual.console.map((line) => [line.level, line.text]));
  }
  if ('dropped' in expected) check('lines dropped', expected.dropped, actual.dropped);
  if ('flags' in expected) check('flags', expected.flags, actual.flags);
  if ('trapped' in expected) check('trapped', expected.trapped, actual.trap !== null);
  return found;
}

const module = new WebAssembly.Module(readFileSync(positionals[0]));
const compared = options.compare ? JSON.parse(readFileSync(options.compare, 'utf8')) : null;
const used = {};
let passed = 0;
let failed = 0;
let slowest = { ms: 0, name: '' };

function judge(file, test) {
  const name = `${file}/${test.name}`;
  const start = performance.now();
  const actual = run(module, test);
  const ms = performance.now() - start;
  const found = differences(test.expect, actual);
  used[name] = { outcome: actual.outcome, steps: actual.steps, error: actual.error };
  if (compared && JSON.stringify(compared[name]) !== JSON.stringify(used[name])) {
    found.push(`engines differ: ${JSON.stringify(compared[name])} and ${JSON.stringify(used[name])}`);
  }
  if (ms > 1000 * Number(options['seconds-max'])) found.push(`took ${ms.toFixed(0)} ms`);
  if (ms > slowest.ms) slowest = { ms, name };
  if (options.verbose) {
    console.log(`${name}: ${ms.toFixed(0)} ms, ${actual.steps} steps, ${JSON.stringify(actual)}`);
  }
  return { name, found };
}

for (const file of readdirSync(options.cases).sort()) {
  if (!file.endsWith('.json') || file === 'defaults.json') continue;
  const is_canary = file === 'canaries.json';
  for (const test of JSON.parse(readFileSync(join(options.cases, file), 'utf8'))) {
    const { name, found } = judge(file.replace('.json', ''), test);
    if ((found.length === 0) !== is_canary) {
      passed += 1;
    } else {
      failed += 1;
      console.log(`FAILED ${name}: ${is_canary ? 'a canary passed' : found.join('; ')}`);
    }
  }
}
if (options.steps) writeFileSync(options.steps, JSON.stringify(used, null, 1));
console.log(`slowest: ${slowest.name}, ${slowest.ms.toFixed(0)} ms`);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
