import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprint } from '../src/openapi.js';
import { isJob, SkerryClient } from '../src/index.js';

/** Against a server that runs: `skerry serve`. */
const baseUrl = process.env['SKERRY_URL'] ?? '';
const skip = baseUrl === '' && 'SKERRY_URL names no server';
const skerry = () => new SkerryClient({ baseUrl });

test('the types are those of the server', { skip }, async () => {
  const maker = '../../generate.mjs';
  const { fingerprint: fingerprintOf } = await import(maker);
  const document = await (await fetch(`${baseUrl}/openapi.json`)).json();
  assert.equal(fingerprintOf(document), fingerprint, 'build the client again');
  document.components.schemas.Call.properties.more = {};
  assert.notEqual(fingerprintOf(document), fingerprint);
});

test('a description gets done', { skip }, async () => {
  const answer = await skerry().execute<number[]>({
    description: 'Sort array of numbers', args: { numbers: [3, 1, 4, 1, 5] } });
  assert.ok(!isJob(answer));
  assert.deepEqual(answer.result, [1, 1, 3, 4, 5]);
  assert.equal(answer.classification.type, 'code');
});

test('a description is classified', { skip }, async () => {
  const { classification } = await skerry().classify({ description: 'Review code for security' });
  assert.equal(classification.type, 'human');
  assert.equal(classification.alternatives.length, 3);
});

test('a call goes on as a job, whose every member has its type', { skip }, async () => {
  const answer = await skerry().execute({
    description: 'Sort array of numbers', args: { numbers: [2, 1] }, options: { mode: 'async' } });
  assert.ok(isJob(answer));
  assert.equal(answer.classification.type, 'code');
  const job = await skerry().jobs.ended(answer.jobId);
  assert.equal(job.status, 'succeeded');
  assert.deepEqual(job.result, [1, 2]);
  assert.match(job.callId ?? '', /^call_/);
  assert.equal(job.code?.language, 'typescript');
  assert.ok((job.timings?.totalMs ?? -1) >= 0);
  assert.deepEqual(job.attempts.map(({ number, outcome }) => [number, outcome]), [[1, 'succeeded']]);
});

test('a key is answered once', { skip }, async () => {
  const call = { description: 'Make three invoices with due dates', options: { cache: false } };
  const idempotencyKey = crypto.randomUUID();
  const first = await skerry().execute(call, { idempotencyKey });
  assert.deepEqual(await skerry().execute(call, { idempotencyKey }), first);
  await assert.rejects(skerry().execute({ description: 'Another' }, { idempotencyKey }),
    { name: 'SkerryProblem', code: 'idempotency_mismatch', status: 422 });
});

test('a refusal says why, and is not repeated', { skip }, async () => {
  let requests = 0;
  const counting = new SkerryClient({
    baseUrl, fetch: (request) => { requests += 1; return fetch(request); } });
  await assert.rejects(
    counting.execute({ description: 'Sort array of numbers', args: { numbers: 'none' } }),
    { name: 'SkerryProblem', status: 422 });
  assert.equal(requests, 1);
});

test('an answer that the network loses was given once', { skip }, async () => {
  const ids: string[] = [];
  const losing = new SkerryClient({
    baseUrl,
    retries: { baseMs: 1 },
    fetch: async (request) => {
      const response = await fetch(request);
      ids.push((await response.clone().json()).id);
      if (ids.length === 1) throw new TypeError('the connection was reset');
      assert.equal(response.headers.get('idempotency-replayed'), 'true');
      return response;
    },
  });
  await losing.execute({ description: 'Calculate factorial', args: { n: 5 }, options: { cache: false } });
  assert.equal(ids.length, 2);
  assert.equal(ids[0], ids[1]);
});
