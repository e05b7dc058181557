/**
 * Measures the code route on descriptions written without sight of the catalogue.
 *
 *     node tests/fn/run_heldout.mjs [--verbose]
 *
 * All sets have been learned from since they were first measured
 * (docs/catalogue.md has those numbers), so they guard against regressions now; a new claim needs a
 * new set. The sixth has elaborate descriptions, which the catalogue is not for: of it precision
 * alone is judged.
 *
 * Inside: precision (right answers of all answers) at least 99 %, coverage (right answers of all
 * descriptions) at least 70 %. Outside: no answer at all. Closes with counts; each bar is a test.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const precisionMin = 0.99;
const coverageMin = 0.7;
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const verbose = process.argv.includes('--verbose');

const lines = (file) => readFileSync(join(here, file), 'utf8').trim().split('\n')
  .map((line) => JSON.parse(line));

function close(expected, found, tolerance) {
  if (typeof expected === 'number' && typeof found === 'number') {
    return Math.abs(expected - found) <= tolerance * Math.max(1, Math.abs(expected));
  }
  if (Array.isArray(expected) && Array.isArray(found)) {
    return expected.length === found.length &&
      expected.every((item, index) => close(item, found[index], tolerance));
  }
  if (expected && found && typeof expected === 'object' && typeof found === 'object') {
    const names = Object.keys(expected);
    return names.length === Object.keys(found).length &&
      names.every((name) => close(expected[name], found[name], tolerance));
  }
  return Object.is(expected, found);
}

async function ask(url, { description, args }) {
  const response = await fetch(`${url}/fn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ description, args }),
  });
  return { ...(await response.json()), httpStatus: response.status };
}

const dataDir = mkdtempSync(join(tmpdir(), 'skerry-heldout-'));
const server = spawn(join(root, 'build/release/host/skerry'),
  ['serve', '--port', '0', '--data-dir', dataDir, '--modules-dir', join(root, 'build/wasm/modules')],
  { stdio: ['ignore', 'pipe', 'ignore'] });
const url = await new Promise((resolve, reject) => {
  createInterface({ input: server.stdout }).on('line', (line) => {
    const found = /^skerry listening on (\S+)$/.exec(line);
    if (found) resolve(found[1]);
  });
  server.on('exit', () => reject(new Error('the server ended')));
});

let failed = 0;
let passed = 0;

/** Where two conventions are equally right, `also` holds the other results. */
function isRight({ expected, also = [], tolerance = 0 }, found) {
  return [expected, ...also].some((result) => close(result, found, tolerance));
}

/** Familiar tasks with a twist that changes the answer: refused or right, never the familiar one. */
async function measureVariants(file) {
  let right = 0;
  let wrong = 0;
  const variants = lines(file);
  for (const entry of variants) {
    const answer = await ask(url, entry);
    if (answer.httpStatus !== 200) continue;
    if (isRight(entry, answer.result)) {
      right += 1;
      continue;
    }
    wrong += 1;
    console.log(`WRONG: ${entry.description} ${JSON.stringify(entry.args)}: expected ` +
      `${JSON.stringify(entry.expected)}, found ${JSON.stringify(answer.result)} by "${answer.code?.title}"`);
  }
  const precision = right / Math.max(1, right + wrong);
  console.log(`variants: ${right} right, ${wrong} wrong, ${variants.length - right - wrong} refused`);
  if (precision >= precisionMin) passed += 1;
  else failed += 1;
}

/** Measures one pair of sets and judges it by the three bars. */
async function measure(suffix, coverageBar = coverageMin) {
  let right = 0;
  let wrong = 0;
  const inside = lines(`heldout_inside${suffix}.jsonl`);
  for (const entry of inside) {
    const answer = await ask(url, entry);
    if (answer.httpStatus !== 200) {
      if (verbose) console.log(`refused ${answer.code} (${answer.reason ?? ''}): ${entry.description}`);
    } else if (isRight(entry, answer.result)) {
      right += 1;
    } else {
      wrong += 1;
      console.log(`WRONG: ${entry.description} ${JSON.stringify(entry.args)}: expected ` +
        `${JSON.stringify(entry.expected)}, found ${JSON.stringify(answer.result)} by "${answer.code?.title}"`);
    }
  }
  let answered = 0;
  const outside = lines(`heldout_outside${suffix}.jsonl`);
  for (const entry of outside) {
    const answer = await ask(url, entry);
    if (answer.httpStatus !== 200) continue;
    answered += 1;
    console.log(`ANSWERED: ${entry.description} ${JSON.stringify(entry.args)}: ` +
      `${JSON.stringify(answer.result)} by "${answer.code?.title}"`);
  }
  const precision = right / Math.max(1, right + wrong);
  const coverage = right / inside.length;
  console.log(`inside${suffix}: ${right} right, ${wrong} wrong of ${inside.length}: precision ` +
    `${(100 * precision).toFixed(1)} %, coverage ${(100 * coverage).toFixed(1)} %`);
  console.log(`outside${suffix}: ${answered} answered of ${outside.length}`);
  for (const met of [precision >= precisionMin, coverage >= coverageBar, answered === 0]) {
    if (met) passed += 1;
    else failed += 1;
  }
}

for (const suffix of ['', '_2', '_3', '_4', '_5', '_7', '_8', '_9']) await measure(suffix);
await measure('_6', 0);
for (const set of [3, 4, 5, 6, 9]) await measureVariants(`heldout_variants_${set}.jsonl`);
server.kill('SIGTERM');
rmSync(dataDir, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
