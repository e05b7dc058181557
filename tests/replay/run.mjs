/**
 * Records the product and the probe while their own suites run, and replays every instance's log
 * (docs/replay.md): run.mjs [--keep]
 *
 * Closes with `N passed, N failed, N skipped`; a log is a test. Logs that were changed, cut off or
 * are another module's must not pass.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const skerry = join(root, 'build/release/host/skerry');
const modules = join(root, 'build/wasm/modules');
const suiteMsMax = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'skerry-replay-'));
const counts = { passed: 0, failed: 0, skipped: 0 };

function check(what, holds, detail = '') {
  counts[holds ? 'passed' : 'failed'] += 1;
  if (!holds) console.log(`FAILED: ${what}\n  ${detail}`);
}

/** Runs a conformance suite with recording switched on; its own failures are not judged here. */
function record(name, ...options) {
  const logs = join(folder, name);
  const done = spawnSync('node', ['tests/conformance/run.mjs', 'native', ...options], {
    cwd: root, env: { ...process.env, SKERRY_RECORD: logs }, timeout: suiteMsMax, encoding: 'utf8',
  });
  const files = readdirSync(logs).sort().map((file) => join(logs, file));
  check(`${name} was recorded`, done.status !== null && files.length > 0, done.stderr);
  return files;
}

function replay(...files) {
  const done = spawnSync(skerry, ['replay', '--modules-dir', modules, ...files],
    { encoding: 'utf8', timeout: suiteMsMax });
  return { status: done.status, lines: done.stdout.trim().split('\n') };
}

/** Replays a log's text with a change. */
function replayText(text) {
  const file = join(folder, 'changed.log');
  writeFileSync(file, text);
  const { status, lines } = replay(file);
  return { status, line: lines[0] };
}

/** A result of `name` in which one digit or letter is another one, or null when there is none. */
function withChangedResult(text, name, pattern) {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`["import","${name}",`) && pattern.test(line));
  if (at < 0) return null;
  lines[at] = lines[at].replace(pattern, (whole, before, digit, after) =>
    `${before}${digit === '7' ? '8' : '7'}${after}`);
  return lines.join('\n');
}

function checkChanged(files, module, name, pattern) {
  for (const file of files.filter((path) => path.includes(`/${module}-`))) {
    const changed = withChangedResult(readFileSync(file, 'utf8'), name, pattern);
    if (changed === null) continue;
    const { status, line } = replayText(changed);
    const named = /: event \d+ \(\S+\), after \d+ imports: expected .+, found .+/.test(line);
    check(`a changed result of ${name} diverges`, status === 1 && named, line);
    return;
  }
  check(`a result of ${name} was recorded for ${module}`, false);
}

function checkDamaged(file) {
  const text = readFileSync(file, 'utf8');
  const cut = replayText(text.slice(0, Math.floor(text.length * 0.7)));
  check('a truncated log is said to be', cut.status === 2 && cut.line.includes('is cut off after event'),
    cut.line);
  const other = replayText(text.replace(/"sha256":"./, (found) => found.slice(0, -1) + 'x'));
  check("another module's log is refused", other.status === 2 && other.line.includes('the log is of module'),
    other.line);
}

try {
  const product = record('product', '--product');
  const probe = record('probe', 'actors', 'alarms', 'sockets', 'isolation', 'storage', 'basics', 'http');
  const all = [...product, ...probe];
  const { lines } = replay(...all);
  check('every log was reported on', lines.length === all.length);
  for (const line of lines) check(line, / replayed \d+ events, \d+ imports: identical$/.test(line));
  const texts = all.map((file) => readFileSync(file, 'utf8'));
  for (const what of ['"sockets-events.on-message"', '"alarm-events.on-alarm"', '"trapped"',
    '"interrupted"', '"actor-storage.execute"', '"storage-events.on-result"',
    '"sandbox-events.on-report"', '"http-events.on-abort"']) {
    check(`${what} is among what was replayed`, texts.some((text) => text.includes(what)));
  }
  checkChanged(product, 'fn', 'random.next', /^(.*)(\d)(\}\])$/);
  checkChanged(product, 'fn', 'clock.now-ms', /^(.*"f64":\d{6})(\d)(.*)$/);
  checkChanged(probe, 'probe-actor', 'actor-storage.execute', /^(.*\\"rows\\":\[\[\\"[^"]*)([a-z0-9])(\\".*)$/);
  checkDamaged(product.find((file) => file.includes('/fn-')));
} catch (error) {
  check('the run', false, error.stack);
} finally {
  if (!process.argv.includes('--keep')) rmSync(folder, { recursive: true, force: true });
  else console.log(`kept: ${folder}`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 ? 1 : 0);
