import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { migrate, workerOptions } from '../tools/bundled.js';
import { bundleAll } from '../tools/bundle.js';
import { SOURCES } from '../tools/paths.js';

// The Workers exactly as they are deployed, and again with the key that a deployment sets.
const NAMES = ['gateway', 'fn', 'sandbox'];
const CALL = { method: 'POST', headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ description: 'Calculate factorial', args: { n: 5 } }) };

/** Starts the product with further variables; `url` is the gateway's door. */
async function start(variables) {
  const [gateway, ...others] = NAMES.map((name) => workerOptions(name, variables));
  const caller = { name: 'caller', modules: true, compatibilityDate: '2026-11-17',
    serviceBindings: { FN: 'skerry-fn' },
    script: `export default { async fetch(request, { FN }) {
      const { method, argument } = await request.json();
      return Response.json(await FN[method](argument));
    } }` };
  const workers = new Miniflare(convertV4MiniflareOptions({ log: new Log(LogLevel.ERROR),
    workers: [{ ...gateway, unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }] },
      ...others, caller] }));
  await workers.ready;
  await migrate(await workers.getD1Database('DATABASE', 'skerry-gateway'));
  return { workers, url: (await workers.unsafeGetDirectURL('skerry-gateway')).origin };
}

let closed;
let keyed;
before(async () => {
  bundleAll(NAMES);
  [closed, keyed] = await Promise.all([start({}), start({ SKERRY_API_KEY: 'secret-of-the-test' })]);
});
after(() => Promise.all([closed.workers.dispose(), keyed.workers.dispose()]));

test('without a key, what is deployed answers nothing but /health', async () => {
  assert.equal((await fetch(`${closed.url}/health`)).status, 200);
  for (const [path, init] of [['/fn', CALL], ['/ready'], ['/'], ['/fn/classify', CALL]]) {
    const answer = await fetch(closed.url + path, init);
    assert.equal(answer.status, 503, path);
    assert.equal((await answer.json()).code, 'authentication_not_configured');
  }
});

test('no header makes a caller somebody else', async () => {
  const principal = encodeURIComponent(JSON.stringify({ tenant: 'default', scopes: ['admin'] }));
  for (const { url } of [closed, keyed]) {
    const headers = { ...CALL.headers, 'skerry-principal': principal };
    assert.notEqual((await fetch(`${url}/fn`, { ...CALL, headers })).status, 200);
  }
});

test('with a key, a call goes through gateway, fn and sandbox', async () => {
  assert.equal((await fetch(`${keyed.url}/fn`, CALL)).status, 401);
  const headers = { ...CALL.headers, authorization: 'Bearer secret-of-the-test' };
  const answer = await fetch(`${keyed.url}/fn`, { ...CALL, headers });
  assert.equal(answer.status, 200);
  const { result, type, code } = await answer.json();
  assert.deepEqual([result, type, code.language], [120, 'code', 'typescript']);
});

test('a service binding calls methods with the same answers', async () => {
  const caller = await keyed.workers.getWorker('caller');
  const answer = await caller.fetch('http://caller/', { method: 'POST', body: JSON.stringify(
    { method: 'executeFunction', argument: JSON.parse(CALL.body) }) });
  const { success, result } = await answer.json();
  assert.deepEqual([success, result], [true, 120]);
});

test('only the gateway has an address, and no configuration holds a secret', () => {
  for (const name of [...NAMES, 'probe']) {
    const text = readFileSync(join(SOURCES, name, 'wrangler.jsonc'), 'utf8');
    assert.equal(/"workers_dev": true/.test(text), name === 'gateway', name);
    assert.doesNotMatch(text, /"routes?"|"SKERRY_API_KEY"|"SKERRY_AUTHENTICATION"/, name);
  }
});
