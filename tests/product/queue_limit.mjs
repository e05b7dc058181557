/**
 * What becomes of callers when a tenant has as many queued jobs as it may have.
 *
 *     node tests/product/queue_limit.mjs
 *
 * Real jobs leave the state `queued` within milliseconds, so that all but the last of the 1,000 are
 * rows of the index, copies of a real job's; the last come over HTTP, many at once.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Host } from '../conformance/hosts.mjs';

const queuedMax = 1_000;
const burst = 100;
const pollMs = 50;
const waitMsMax = 30_000;

const host = new Host('native', 'product');
const counts = { passed: 0, failed: 0 };

function check(what, found, expected) {
  const same = JSON.stringify(found) === JSON.stringify(expected);
  counts[same ? 'passed' : 'failed'] += 1;
  if (!same) console.log(`FAILED: ${what}: ${JSON.stringify(found)}`);
}

const call = (n) => ({ description: 'Sort array of numbers', args: { numbers: [n, 0] },
  options: { mode: 'async', cache: false } });

async function post(path, json, key) {
  const answer = await fetch(host.url + path, { method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    body: JSON.stringify(json) });
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'),
    json: await answer.json() };
}

async function ended(jobId) {
  const end = Date.now() + waitMsMax;
  for (;;) {
    const job = await (await fetch(`${host.url}/fn/jobs/${jobId}`)).json();
    if (job.endedAt || Date.now() > end) return job.status;
    await new Promise((resolve) => { setTimeout(resolve, pollMs); });
  }
}

/** So many rows of queued jobs in the index, in place of those of an earlier call. */
const queue = (rows) => execFileSync('python3', ['-c', `
import sqlite3, sys
file, rows = sys.argv[1], int(sys.argv[2])
with sqlite3.connect(file, timeout=10) as index:
    index.execute("DELETE FROM function_jobs WHERE id LIKE 'copy_%'")
    index.execute("""WITH RECURSIVE n(i) AS (SELECT 1 WHERE ?1 > 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
        INSERT INTO function_jobs SELECT 'copy_' || i, tenant, type, 'queued', description, NULL,
        created_ms, updated_ms, NULL, version FROM n, (SELECT * FROM function_jobs LIMIT 1)""", (rows,))
`, join(host.dataDir, 'storage.sqlite'), String(rows)]);

async function checkLimit() {
  const { json: first } = await post('/fn', call(1));
  check('a job on an empty queue', await ended(first.jobId), 'succeeded');
  queue(queuedMax - 1);
  const { status, json: last } = await post('/fn', call(2));
  check('the last that fits is accepted', status, 202);
  check('and done', await ended(last.jobId), 'succeeded');
  queue(queuedMax);
  const key = randomUUID();
  const refused = await post('/fn', call(3), key);
  check('one more is refused', [refused.status, refused.json.code, refused.retryAfter],
    [429, 'too_many_queued', '10']);
  const { status: sync, json: now } = await post('/fn', { ...call(3), options: {} });
  check('what needs no job goes on', [sync, now.result], [200, [0, 3]]);
  queue(0);
  const later = await post('/fn', call(3), key);
  check('the same key is accepted when there is room', later.status, 202);
  check('and its job done', await ended(later.json.jobId), 'succeeded');
}

/** At the limit of real jobs: who came too many is told so, the others' are done. */
async function checkBurst() {
  queue(queuedMax - 1);
  const answers = await Promise.all(Array.from({ length: burst }, (_, n) => post('/fn', call(n))));
  const accepted = answers.filter(({ status }) => status === 202);
  const refused = answers.filter(({ json }) => json.code === 'too_many_queued');
  check('all are accepted or refused', accepted.length + refused.length, burst);
  check('some are accepted', accepted.length > 0, true);
  check('some are refused', refused.length > 0, true);
  const states = new Set(await Promise.all(accepted.map(({ json }) => ended(json.jobId))));
  check('all that were accepted are done', [...states], ['succeeded']);
  const { status, json } = await post('/fn', call(0));
  check('then there is room again', [status, await ended(json.jobId)], [202, 'succeeded']);
}

try {
  await host.start();
  await checkLimit();
  await checkBurst();
} catch (error) {
  check('the run', error.stack, '');
} finally {
  await host.stop().catch(() => {});
  host.cleanUp();
}
console.log(`${counts.passed} passed, ${counts.failed} failed, 0 skipped`);
process.exit(counts.failed > 0 ? 1 : 0);
