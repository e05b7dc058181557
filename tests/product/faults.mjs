/**
 * What the native host promises when its disk is full and when it is killed.
 *
 *     node tests/product/faults.mjs
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Checks } from '../checks.mjs';
import { Host } from '../conformance/hosts.mjs';

const pollMs = 50;
const waitMsMax = 10_000;
/** Work of some hundred milliseconds. */
const longCall = { description: 'nth prime number', args: { n: 10_000 },
  options: { cache: false } };
const tenThousandthPrime = 104_729;

const host = new Host('native', 'product');
const checks = new Checks();

async function ready() {
  const answer = await fetch(`${host.url}/ready`);
  return { status: answer.status, storage: (await answer.json()).storage };
}

async function call(key) {
  const answer = await fetch(`${host.url}/fn`, { method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(longCall) });
  const { result, code } = await answer.json();
  return { outcome: result ?? code, replayed: answer.headers.get('idempotency-replayed') };
}

/** The last answer of `ask`, which is asked again until `enough` says so or time is over. */
async function repeat(ask, enough) {
  const end = Date.now() + waitMsMax;
  for (;;) {
    const answer = await ask();
    if (enough(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => { setTimeout(resolve, pollMs); });
  }
}

/** From here on no file of the host can be written, as on a full disk; or again it can. */
const limitFiles = (limit) =>
  execFileSync('prlimit', ['--pid', String(host.processId), `--fsize=${limit}`]);

async function checkFullDisk() {
  checks.equal('ready on a sound disk', await ready(), { status: 200, storage: 'ok' });
  limitFiles('0:unlimited');
  checks.equal('not ready on a full disk', await repeat(ready, ({ status }) => status !== 200),
    { status: 503, storage: 'unavailable' });
  limitFiles('unlimited:unlimited');
  checks.equal('ready once there is room again', await repeat(ready, ({ status }) => status === 200),
    { status: 200, storage: 'ok' });
}

async function checkKilledHolder() {
  const key = randomUUID();
  const both = [call(key), call(key)].map((one) => one.catch(() => 'no answer'));
  checks.equal('the later of two is told to wait', (await Promise.race(both)).outcome,
    'idempotency_in_progress');
  await host.kill();
  checks.equal('the other was killed in the middle', (await Promise.all(both)).includes('no answer'),
    true);
  await host.start();
  const outcome = tenThousandthPrime;
  checks.equal('the same key runs at once', await call(key), { outcome, replayed: null });
  checks.equal('its answer is kept', await call(key), { outcome, replayed: 'true' });
}

await checks.on(host, async () => {
  await checkFullDisk();
  await checkKilledHolder();
});
checks.close();
