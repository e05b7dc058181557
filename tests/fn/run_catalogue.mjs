/**
 * Runs every test of every function of the catalogue through the shipped eraser and sandbox, on V8.
 *
 *     node tests/fn/run_catalogue.mjs
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Eraser } from '../../wrangler/sandbox/eraser.js';
import { runProgram } from '../../wrangler/sandbox/program.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const built = join(root, 'build/wasm');
const module = (name) => new WebAssembly.Module(readFileSync(join(built, `modules/${name}.wasm`)));
const limits = { stepsMax: 125_000_000n, memoryBytesMax: 18 << 20, outputBytesMax: 1 << 20,
  consoleBytesMax: 16 << 10 };

function close(expected, found, tolerance) {
  if (typeof expected === 'number' && typeof found === 'number') {
    return Math.abs(expected - found) <= tolerance * Math.max(1, Math.abs(expected));
  }
  if (expected && found && typeof expected === 'object' && typeof found === 'object') {
    const names = Object.keys(expected);
    return Array.isArray(expected) === Array.isArray(found) &&
      names.length === Object.keys(found).length &&
      names.every((name) => close(expected[name], found[name], tolerance));
  }
  return Object.is(expected, found);
}

/** Whether a report is what a test of the catalogue expects. */
function meets(test, report) {
  if (report.touchedTime || report.touchedRandom) return false;
  if (test.throws) return report.outcome === 'threw' && report.error.name === test.throws;
  if (report.outcome !== 'returned') return false;
  if (test.bigint) return report.resultEncoding === 'bigint' && report.result === test.bigint;
  return report.resultEncoding === undefined &&
    close(test.expected, report.result, test.tolerance ?? 0);
}

const eraser = new Eraser(module('typestrip'));
const sandbox = module('sandbox');
const { functions } = JSON.parse(
  readFileSync(join(built, 'modules/fn/matching/catalogue_tests.json'), 'utf8'));
let passed = 0;
let failed = 0;
const check = (name, good, why) => {
  if (good) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED: ${name}: ${why}`);
  }
};
for (const { path, title, source, tests } of functions) {
  const erased = eraser.erase(source);
  for (const [index, test] of tests.entries()) {
    const report = JSON.parse(erased.report ??
      runProgram(sandbox, erased.source, { arguments: JSON.stringify(test.args), limits }));
    check(`${path ?? title}, test ${index}`, meets(test, report),
      `expected ${JSON.stringify(test)}, found ${JSON.stringify(report).slice(0, 300)}`);
  }
}
// A comparison that cannot fail proves nothing.
check('canary', !close([1, { a: 2 }], [1, { a: 3 }], 1e-9), 'different values were found equal');
check('canary', !meets({ bigint: '9007199254740993' },
  { outcome: 'returned', result: '9007199254740993' }), 'a text was taken for a whole number');
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 || passed < 100 ? 1 : 0);
