/**
 * What becomes of callers when a tenant has as many queued jobs as it may have.
 *
 *     node tests/product/queue_limit.mjs native|workers
 *
 * Real jobs leave the state `queued` within milliseconds, so that all but the last of the 1,000 are
 * rows of the index, copies of a real job's; the last come over HTTP, many at once.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Checks } from '../checks.mjs';
import { Host } from '../conformance/hosts.mjs';

const queuedMax = 1_000;
const burst = 100;
const pollMs = 50;
const waitMsMax = 30_000;
/** Where the index is, within the folder of all state. */
const indexFiles = { native: 'storage.sqlite', workers: 'd1/**/*.sqlite' };

const host = new Host(process.argv[2], 'product');
const checks = new Checks();

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

/**
 * So many rows of queued jobs in the index, in place of those of an earlier call. Who else has the
 * database open may not see them: D1 is written while it rests.
 */
async function queue(rows) {
  if (host.kind === 'workers') await host.stop();
  execFileSync('python3', ['-c', `
import pathlib, sqlite3, sys
rows = int(sys.argv[2])
def has_jobs(file):
    with sqlite3.connect(file) as database:
        return database.execute("SELECT 1 FROM sqlite_master WHERE name = 'function_jobs'").fetchone()
[file] = [file for file in pathlib.Path(sys.argv[1]).glob(sys.argv[3]) if has_jobs(file)]
with sqlite3.connect(file, timeout=10) as index:
    index.execute("DELETE FROM function_jobs WHERE id LIKE 'copy_%'")
    index.execute("""WITH RECURSIVE n(i) AS (SELECT 1 WHERE ?1 > 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
        INSERT INTO function_jobs SELECT 'copy_' || i, tenant, type, 'queued', description, NULL,
        created_ms, updated_ms, NULL, version FROM n, (SELECT * FROM function_jobs LIMIT 1)""", (rows,))
`, host.dataDir, String(rows), indexFiles[host.kind]]);
  if (host.kind === 'workers') await host.start();
}

async function checkLimit() {
  const { json: first } = await post('/fn', call(1));
  checks.equal('a job on an empty queue', await ended(first.jobId), 'succeeded');
  await queue(queuedMax - 1);
  const { status, json: last } = await post('/fn', call(2));
  checks.equal('the last that fits is accepted', status, 202);
  checks.equal('and done', await ended(last.jobId), 'succeeded');
  await queue(queuedMax);
  const key = randomUUID();
  const refused = await post('/fn', call(3), key);
  checks.equal('one more is refused', [refused.status, refused.json.code, refused.retryAfter],
    [429, 'too_many_queued', '10']);
  const { status: sync, json: now } = await post('/fn', { ...call(3), options: {} });
  checks.equal('what needs no job goes on', [sync, now.result], [200, [0, 3]]);
  await queue(0);
  const later = await post('/fn', call(3), key);
  checks.equal('the same key is accepted when there is room', later.status, 202);
  checks.equal('and its job done', await ended(later.json.jobId), 'succeeded');
}

/** At the limit of real jobs: who came too many is told so, the others' are done. */
async function checkBurst() {
  await queue(queuedMax - 1);
  const answers = await Promise.all(Array.from({ length: burst }, (_, n) => post('/fn', call(n))));
  const accepted = answers.filter(({ status }) => status === 202);
  const refused = answers.filter(({ json }) => json.code === 'too_many_queued');
  checks.equal('all are accepted or refused', accepted.length + refused.length, burst);
  checks.equal('some are accepted', accepted.length > 0, true);
  checks.equal('some are refused', refused.length > 0, true);
  const states = new Set(await Promise.all(accepted.map(({ json }) => ended(json.jobId))));
  checks.equal('all that were accepted are done', [...states], ['succeeded']);
  const { status, json } = await post('/fn', call(0));
  checks.equal('then there is room again', [status, await ended(json.jobId)], [202, 'succeeded']);
}

await checks.on(host, async () => {
  await checkLimit();
  await checkBurst();
});
checks.close();
