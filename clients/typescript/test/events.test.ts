import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEvents, type ServerEvent } from '../src/events.js';
import { SkerryClient, SkerryNetworkError, SkerryProblem } from '../src/index.js';
import { json, problem, reset, scripted, stream } from './scripted_server.js';

const retries = { baseMs: 1, capMs: 2, attemptsMax: 3 };
const event = (id: number, type: string, data: unknown = {}) =>
  `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

async function all(events: AsyncIterable<ServerEvent>) {
  const seen: ServerEvent[] = [];
  for await (const one of events) seen.push(one);
  return seen;
}

/** The events in pieces of bytes. */
const read = (pieces: Uint8Array[]) => all(readEvents(new ReadableStream({
  start(controller) {
    for (const piece of pieces) controller.enqueue(piece);
    controller.close();
  },
})));

test('events are the same however the bytes are cut', async () => {
  const text = ': hello\r\nid: 1\r\nevent: a\r\ndata: {"text":\r\ndata: "ß\u{1f600}"}\r\n\r\n' +
    'id:2\rdata:[1]\r\rdata\ndata: 7\n\nid: 3\nevent: empty\n\nretry: 5\ndata: null\n\n' +
    'id: 9\ndata: "cut off"\n';
  const bytes = new TextEncoder().encode(text);
  const expected = [
    { id: '1', type: 'a', data: { text: 'ß\u{1f600}' } },
    { id: '2', type: 'message', data: [1] },
    { id: '', type: 'message', data: 7 },
    { id: '', type: 'message', data: null },
  ];
  assert.deepEqual(await read([bytes]), expected);
  assert.deepEqual(await read([...bytes].map((byte) => Uint8Array.of(byte))), expected);
  for (let at = 1; at < bytes.length; at += 1) {
    assert.deepEqual(await read([bytes.subarray(0, at), bytes.subarray(at)]), expected);
  }
});

test('a line without end is not kept for ever', async () => {
  const piece = new Uint8Array(1 << 20).fill(97);
  await assert.rejects(read(Array<Uint8Array>(8).fill(piece)), RangeError);
  const line = new TextEncoder().encode(`data: ${'a'.repeat(1 << 20)}\n`);
  await assert.rejects(read(Array<Uint8Array>(8).fill(line)), RangeError);
});

test('a stream that is cut in the middle of an event goes on after the last whole one', async (t) => {
  const { url, seen } = await scripted(t, [
    stream([event(1, 'queued'), ': still here\n\n', event(2, 'running').slice(0, 15)], 'breaks'),
    reset,
    // One that was had already, as a server may send again, and one that is not kept.
    stream([event(1, 'queued'), 'data: "delta"\n\n', event(2, 'running')], 'breaks'),
    stream([event(3, 'job.succeeded'), event(4, 'never read')], 'stays'),
  ]);
  const skerry = new SkerryClient({ baseUrl: url, retries });
  const events = await all(skerry.jobs.events('job_1'));
  assert.deepEqual(events.map(({ id, type }) => [id, type]),
    [['1', 'queued'], ['', 'message'], ['2', 'running'], ['3', 'job.succeeded']]);
  assert.deepEqual(seen.map(({ headers }) => headers['last-event-id']), [undefined, '1', '1', '2']);
  assert.equal(seen[0]?.headers.accept, 'text/event-stream');
  assert.equal(seen[0]?.url, '/fn/jobs/job_1/events');
});

test('only the end of the job ends the stream; a snapshot replaces', async (t) => {
  const { url } = await scripted(t, [stream([event(7, 'delivery.failed', { status: 'failed' }),
    event(5, 'reset', { status: 'running' }), event(6, 'job.failed')], 'stays')]);
  const skerry = new SkerryClient({ baseUrl: url, retries });
  assert.deepEqual((await all(skerry.jobs.events('job_1'))).map(({ id }) => id), ['7', '5', '6']);
});

test('a stream that ends is gone on with until nothing can be missing', async (t) => {
  const { url, seen } = await scripted(t, [
    stream([], 'ends'), json(200, { status: 'running' }),
    stream([], 'ends'), json(200, { status: 'succeeded' }),
    stream([event(3, 'job.succeeded')], 'ends')]);
  const skerry = new SkerryClient({ baseUrl: url, retries });
  assert.deepEqual((await all(skerry.jobs.events('job_1', { after: '2' }))).map(({ id }) => id), ['3']);
  assert.equal(seen.length, 5);
  const ended = await scripted(t, [
    stream([], 'ends'), json(200, { status: 'failed' }), stream([], 'ends')]);
  assert.deepEqual(await all(new SkerryClient({ baseUrl: ended.url, retries })
    .jobs.events('job_1', { after: '3' })), []);
});

test('a stream can be gone on with from an earlier event', async (t) => {
  const { url, seen } = await scripted(t, [stream([event(8, 'job.cancelled')], 'ends')]);
  await all(new SkerryClient({ baseUrl: url, retries }).jobs.events('job_1', { after: '7' }));
  assert.equal(seen[0]?.headers['last-event-id'], '7');
});

test('a server with nothing more to say ends it', async (t) => {
  const { url } = await scripted(t, [(response) => response.writeHead(204).end()]);
  assert.deepEqual(await all(new SkerryClient({ baseUrl: url, retries }).jobs.events('job_1')), []);
});

test('a problem is no broken stream, unless it asks to come later', async (t) => {
  const { url, seen } = await scripted(t, [
    problem(503, 'overloaded', { 'retry-after': '0' }), problem(404, 'job_not_found')]);
  await assert.rejects(all(new SkerryClient({ baseUrl: url, retries }).jobs.events('job_1')),
    (error) => error instanceof SkerryProblem && error.code === 'job_not_found');
  assert.equal(seen.length, 2);
});

test('attempts that bring nothing have an end', async (t) => {
  const { url, seen } = await scripted(t, [
    stream([event(1, 'queued')], 'breaks'), ...Array(3).fill(stream([], 'breaks'))]);
  await assert.rejects(all(new SkerryClient({ baseUrl: url, retries }).jobs.events('job_1')),
    SkerryNetworkError);
  assert.equal(seen.length, 1 + 3 - 1);
});

test('whoever leaves, or aborts, leaves no stream behind', async (t) => {
  let closed = 0;
  const { url } = await scripted(t, Array(2).fill((response: import('node:http').ServerResponse) => {
    response.on('close', () => { closed += 1; });
    stream([event(1, 'queued')], 'stays')(response, {} as never);
  }));
  const skerry = new SkerryClient({ baseUrl: url, retries });
  for await (const one of skerry.jobs.events('job_1')) {
    assert.equal(one.id, '1');
    break;
  }
  const abort = new AbortController();
  const reason = new Error('enough');
  await assert.rejects(async () => {
    for await (const one of skerry.jobs.events('job_1', { signal: abort.signal })) {
      assert.equal(one.id, '1');
      abort.abort(reason);
    }
  }, reason);
  for (let waited = 0; closed < 2 && waited < 200; waited += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
  assert.equal(closed, 2);
});

test('the end of a job is waited for and then told', async (t) => {
  const { url, seen } = await scripted(t, [stream([event(1, 'job.succeeded')], 'ends'),
    json(200, { jobId: 'job_1', status: 'succeeded' })]);
  const job = await new SkerryClient({ baseUrl: url, retries }).jobs.ended('job_1');
  assert.equal(job.status, 'succeeded');
  assert.deepEqual(seen.map(({ url: path }) => path), ['/fn/jobs/job_1/events', '/fn/jobs/job_1']);
});
