/**
 * Runs cases against one host: run.mjs <native|workers> [--product] [file name of cases …]
 *
 * Without `--product` the public module is the probe; with it, the gateway in front of the product,
 * and the cases are those in tests/product.
 *
 * Closes with `N passed, N failed, N skipped`. Before the cases it proves that a wrong expectation
 * fails.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CaseRun } from './actions.mjs';
import { Host } from './hosts.mjs';

const [kind, ...rest] = process.argv.slice(2);
const product = rest.includes('--product');
const names = rest.filter((name) => name !== '--product');
const here = dirname(fileURLToPath(import.meta.url));
const folder = product ? join(here, '..', 'product') : join(here, 'cases');
if (kind !== 'native' && kind !== 'workers') {
  console.error('usage: run.mjs <native|workers> [--product] [cases …]');
  process.exit(2);
}

const runId = Date.now().toString(36);
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Replaces `${case}` in every text of a case, and `${kibibyte*n}` by so many letters. */
const named = (value, name) => JSON.parse(JSON.stringify(value).replaceAll('${case}', name)
  .replace(/\$\{kibibyte\*(\d+)\}/g, (_, times) => 'k'.repeat(Number(times) * 1024)));

async function runCase(host, entry, index, file) {
  if (entry.only && entry.only.host !== kind) {
    counts.skipped += 1;
    console.log(`skipped: ${entry.name}: ${entry.only.why}`);
    return;
  }
  const run = new CaseRun(host);
  try {
    for (const action of named(entry.do, `${file}-${index}-${runId}`)) await run.act(action);
    counts.passed += 1;
  } catch (error) {
    counts.failed += 1;
    console.log(`FAILED: ${file}: ${entry.name}\n  ${error.message}`);
  } finally {
    run.close();
  }
}

/** A suite in which nothing can fail proves nothing. */
async function proveThatItCanFail(host) {
  const wrong = [{ request: { path: '/' }, expect: { status: 299 } }];
  if (!product) {
    // A module whose memory grows is a host whose memory grows.
    const grows = { request: { method: 'POST', path: '/run',
      json: [{ do: 'allocate', bytes: 2 ** 24 }] } };
    wrong.push({ flat: [grows], growthMebibytesMax: 8 });
    wrong.push({ call: { service: 'probe', method: 'echo' }, expect: { success: 'never' } });
  }
  for (const action of wrong) {
    const met = await new CaseRun(host).act(action).then(() => true, () => false);
    counts[met ? 'failed' : 'passed'] += 1;
    if (met) console.log(`FAILED: a wrong expectation was met: ${JSON.stringify(action)}`);
  }
}

const host = new Host(kind, product ? 'product' : 'probe');
try {
  await host.start();
  await proveThatItCanFail(host);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json')).sort();
  for (const file of files) {
    const short = file.replace('.json', '');
    if (names.length > 0 && !names.includes(short)) continue;
    const cases = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const [index, entry] of cases.entries()) await runCase(host, entry, index, short);
  }
} catch (error) {
  counts.failed += 1;
  console.log(`FAILED: ${error.message}`);
} finally {
  await host.stop().catch(() => {});
  host.cleanUp();
}
if (counts.failed > 0) console.log(`the host's last log lines:\n${host.log.slice(-4000)}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 ? 1 : 0);
