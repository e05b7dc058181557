import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { SkerryClient, SkerryNetworkError, SkerryProblem, UnexpectedAnswer } from '../src/index.js';
import { retryAfterMs } from '../src/problem.js';
import { defaultRetries, jitterMs } from '../src/retry.js';
import { cutOff, json, problem, reset, scripted, type Turn } from './scripted_server.js';

const quick = { baseMs: 1, capMs: 2 };
const call = { description: 'Sort array of numbers', args: { numbers: [2, 1] } };
const answer = json(200, { success: true, id: 'call_1' });

async function client(t: TestContext, turns: Turn[]) {
  const { url, seen } = await scripted(t, turns);
  return { client: new SkerryClient({ baseUrl: url, apiKey: 'sk_1', retries: quick }), seen };
}

const keys = (seen: { headers: { [name: string]: unknown } }[]) =>
  new Set(seen.map(({ headers }) => headers['idempotency-key']));

test('a call is one request with its key and its content', async (t) => {
  const { client: skerry, seen } = await client(t, [answer, answer]);
  assert.deepEqual(await skerry.execute(call), { success: true, id: 'call_1' });
  await skerry.execute(call);
  assert.equal(seen[0]?.method, 'POST');
  assert.equal(seen[0]?.url, '/fn');
  assert.equal(seen[0]?.headers.authorization, 'Bearer sk_1');
  assert.equal(seen[0]?.headers['content-type'], 'application/json');
  assert.deepEqual(JSON.parse(seen[0]?.body ?? ''), call);
  assert.equal(keys(seen).size, 2, 'each call has a key of its own');
});

test('what the network loses is asked for again under the same key', async (t) => {
  const { client: skerry, seen } = await client(t, [reset, cutOff, reset, answer]);
  assert.deepEqual(await skerry.execute(call), { success: true, id: 'call_1' });
  assert.equal(seen.length, 4);
  assert.equal(keys(seen).size, 1);
  assert.ok(seen[0]?.headers['idempotency-key']);
  assert.equal(new Set(seen.map(({ body }) => body)).size, 1);
});

test('attempts have an end', async (t) => {
  const { client: skerry, seen } = await client(t, [reset, reset, reset, reset, answer]);
  await assert.rejects(skerry.execute(call), (error) => error instanceof SkerryNetworkError &&
    error.cause instanceof TypeError);
  assert.equal(seen.length, 4);
});

test('an answer that does not come is lost', async (t) => {
  const { url, seen } = await scripted(t, [() => {}, answer]);
  const skerry = new SkerryClient({ baseUrl: url, retries: { ...quick, attemptMsMax: 1_000 } });
  await skerry.execute(call);
  assert.equal(keys(seen).size, 1);
  assert.equal(seen.length, 2);
});

test('a first attempt that is still under way is waited for', async (t) => {
  const { client: skerry, seen } = await client(t, [
    reset, problem(409, 'idempotency_in_progress', { 'retry-after': '0' }), answer]);
  await skerry.execute(call, { idempotencyKey: 'mine' });
  assert.deepEqual([...keys(seen)], ['mine']);
  assert.equal(seen.length, 3);
});

test('429 and 503 are waited for as long as they say', async (t) => {
  for (const status of [429, 503]) {
    const { client: skerry, seen } = await client(t, [
      problem(status, 'overloaded', { 'retry-after': '1' }), answer]);
    await skerry.execute(call);
    const [first, second] = seen;
    assert.ok(first && second && second.atMs - first.atMs >= 990, `${status} was not waited for`);
    assert.equal(keys(seen).size, 1);
  }
});

test('nothing else is repeated', async (t) => {
  for (const [status, code, headers] of [
    [409, 'conflict', { 'retry-after': '0' }], [422, 'invalid_arguments', {}],
    [500, 'internal_error', { 'retry-after': '0' }], [502, 'model_output_invalid', {}],
    [503, 'model_unavailable', {}], [504, 'timed_out', { 'retry-after': '0' }],
    [429, 'rate_limited', { 'retry-after': '3600' }],
  ] as const) {
    const { client: skerry, seen } = await client(t, [problem(status, code, headers), answer]);
    await assert.rejects(skerry.execute(call), { name: 'SkerryProblem', code, status });
    assert.equal(seen.length, 1, code);
  }
});

test('PATCH and DELETE are sent once', async (t) => {
  const { client: skerry, seen } = await client(t, [reset, reset]);
  await assert.rejects(skerry.functions.update('fn_1', { name: 'sort' }), SkerryNetworkError);
  await assert.rejects(skerry.functions.forget('fn_1'), SkerryNetworkError);
  assert.deepEqual(seen.map(({ method }) => method), ['PATCH', 'DELETE']);
  assert.equal(seen[0]?.headers['idempotency-key'], undefined);
});

test('a problem says what the server said', async (t) => {
  const { client: skerry } = await client(t, [problem(422, 'invalid_arguments')]);
  await assert.rejects(skerry.classify(call), (error) => {
    assert.ok(error instanceof SkerryProblem);
    assert.equal(error.message, 'A detail.');
    assert.equal(error.requestId, 'req_1');
    assert.deepEqual(error.errors, [{ pointer: '/args', detail: 'wrong' }]);
    assert.equal(error.problem.type, '/problems/invalid_arguments');
    return true;
  });
});

test('what is no answer of Skerry is named as such', async (t) => {
  const html: Turn = (response) => response.writeHead(502).end('<h1>Bad gateway</h1>');
  const broken: Turn = (response) => response.writeHead(200).end('{"success":');
  const { client: skerry } = await client(t, [html, broken, json(503, null)]);
  await assert.rejects(skerry.execute(call), { name: 'UnexpectedAnswer', status: 502 });
  await assert.rejects(skerry.execute(call), UnexpectedAnswer);
  await assert.rejects(skerry.execute(call), { name: 'UnexpectedAnswer', status: 503 });
});

test('no key follows a redirect', async (t) => {
  const elsewhere = await scripted(t, [answer]);
  const { client: skerry } = await client(t, Array<Turn>(4).fill(
    (response) => response.writeHead(307, { location: elsewhere.url }).end()));
  await assert.rejects(skerry.execute(call), SkerryNetworkError);
  assert.equal(elsewhere.seen.length, 0);
});

test('an aborted signal ends a call, and a wait, at once', async (t) => {
  const { url, seen } = await scripted(t, [() => {},
    problem(429, 'rate_limited', { 'retry-after': '30' })]);
  const skerry = new SkerryClient({ baseUrl: url });
  const reason = new Error('enough');
  for (let round = 0; round < 2; round += 1) {
    const abort = new AbortController();
    setTimeout(() => abort.abort(reason), 50);
    const beganMs = performance.now();
    await assert.rejects(skerry.execute(call, { signal: abort.signal }), reason);
    assert.ok(performance.now() - beganMs < 2_000);
  }
  await assert.rejects(skerry.execute(call, { signal: AbortSignal.abort(reason) }), reason);
  assert.equal(seen.length, 2);
});

test('what is wrong with a request is no fault of the network', () => {
  assert.throws(() => new SkerryClient({ baseUrl: 'no URL' }), TypeError);
  assert.throws(() => new SkerryClient({ baseUrl: 'http://127.0.0.1', apiKey: 'a\nb' }), TypeError);
});

test('an id stays one segment of the path', async (t) => {
  const { client: skerry, seen } = await client(t, [json(200, {})]);
  await skerry.jobs.show('../a/b?c#d');
  assert.equal(seen[0]?.url, '/fn/jobs/..%2Fa%2Fb%3Fc%23d');
  for (const id of ['', '.', '..']) assert.throws(() => skerry.jobs.show(id), TypeError);
});

test('a function is exported as the text it is', async (t) => {
  const { client: skerry, seen } = await client(t, [(response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('export default 1;\n');
  }]);
  assert.equal(await skerry.functions.source('fn_1'), 'export default 1;\n');
  assert.equal(seen[0]?.url, '/fn/functions/fn_1?format=typescript');
  assert.equal(seen[0]?.headers.accept, 'text/plain');
});

test('a list is read page after page', async (t) => {
  const { client: skerry, seen } = await client(t, [
    json(200, { items: [{ jobId: 'a' }, { jobId: 'b' }], nextCursor: 'x&y' }),
    json(200, { items: [{ jobId: 'c' }] })]);
  const ids = [];
  for await (const job of skerry.jobs.all({ status: 'queued', limit: 2 })) ids.push(job.jobId);
  assert.deepEqual(ids, ['a', 'b', 'c']);
  assert.deepEqual(seen.map(({ url }) => url),
    ['/fn/jobs?status=queued&limit=2', '/fn/jobs?status=queued&limit=2&cursor=x%26y']);
});

test('tasks are narrowed to a group, and a secret is rotated once', async (t) => {
  const { client: skerry, seen } = await client(t, [
    json(200, { items: [], nextCursor: null }), json(200, { secret: 'whsec_a' }),
    reset, json(200, { secret: 'whsec_b' })]);
  await skerry.tasks.list({ group: 'finance', state: 'pending' });
  assert.equal((await skerry.webhooks.secret()).secret, 'whsec_a');
  assert.equal((await skerry.webhooks.rotate()).secret, 'whsec_b');
  assert.deepEqual(seen.map(({ method, url }) => `${method} ${url}`), [
    'GET /fn/tasks?group=finance&state=pending', 'GET /fn/webhooks/secret',
    'POST /fn/webhooks/secret/rotate', 'POST /fn/webhooks/secret/rotate']);
  assert.equal(keys(seen.slice(2)).size, 1);
});

test('waits are anything up to a bound that doubles up to a cap', () => {
  const policy = { ...defaultRetries, baseMs: 100, capMs: 500 };
  assert.deepEqual([0, 1, 2, 3, 9].map((attempt) => jitterMs(policy, attempt, () => 1)),
    [100, 200, 400, 500, 500]);
  assert.equal(jitterMs(policy, 3, () => 0), 0);
});

test('Retry-After is seconds or a date', () => {
  const at = (value: string) => retryAfterMs(new Headers({ 'retry-after': value }), 0);
  assert.equal(at('3'), 3_000);
  assert.equal(at('Thu, 01 Jan 1970 00:00:05 GMT'), 5_000);
  assert.equal(at('soon'), undefined);
  assert.equal(at('-1'), undefined);
  assert.equal(retryAfterMs(new Headers()), undefined);
});
