/** Good answers and webhooks, each judged by what the document says of it. */
import { createServer } from 'node:http';

const WAIT_MS_MAX = 20_000;
const POLL_MS = 100;
const ENDED = ['succeeded', 'failed', 'cancelled', 'expired'];
const SORT = { description: 'Sort array of numbers', args: { numbers: [3, 1, 2] } };

async function eventually(look) {
  const endMs = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > endMs) throw new Error(`it never became true: ${look}`);
    await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
  }
}

/** What comes to a callbackUrl. */
class Receiver {
  received = [];
  #server = createServer((request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      this.received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(pieces)) });
      response.writeHead(204).end();
    });
  });

  async start() {
    await new Promise((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    this.url = `http://127.0.0.1:${this.#server.address().port}/`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Asks, and checks the answer. */
class Asker {
  constructor({ description, send, check }) {
    Object.assign(this, { description, send, check });
  }

  /** The body of the answer to an operation; `ids` take the places in its path. */
  async ask(status, method, path, { ids = [], query = '', body } = {}) {
    const given = [...ids];
    const url = path.replaceAll(/\{\w+\}/g, () => given.shift()) + query;
    const answer = await this.send(url, method, body);
    const faults = this.description.answerFaults(path, method, answer);
    this.check(answer.status === status && faults === '',
      `${method} ${url}: ${answer.status} ${faults} ${JSON.stringify(answer.body)?.slice(0, 300)}`);
    return answer.body;
  }

  async job(call) {
    const { jobId } = await this.ask(202, 'post', '/fn', { body: call });
    return jobId;
  }

  show(jobId) { return this.ask(200, 'get', '/fn/jobs/{jobId}', { ids: [jobId] }); }

  ended(jobId) {
    return eventually(async () => {
      const job = await this.show(jobId);
      return ENDED.includes(job.status) && job;
    });
  }
}

async function checkJobs(asker, callbackUrl) {
  const options = { mode: 'async', callbackUrl };
  const calls = [{ ...SORT, options }, { description: 'Generate user profile JSON', options },
    { description: 'Calculate factorial', args: { n: 25 }, options },
    { description: 'Zorble the quux', type: 'code', options }];
  const jobs = await Promise.all(calls.map((call) => asker.job(call)));
  const [sorted, made, large, failed] = await Promise.all(jobs.map((job) => asker.ended(job)));
  asker.check(sorted.code && sorted.timings && sorted.callId, 'a job without its code');
  asker.check(made.object && made.schema, 'a job without its data');
  asker.check(large.resultEncoding === 'bigint', 'a job without its encoding');
  asker.check(failed.error?.code === 'no_matching_function', 'a job that did not fail');
  await asker.ask(200, 'get', '/fn/jobs', { query: '?limit=2' });
  await asker.ask(200, 'get', '/fn/jobs/{jobId}/events', { ids: [sorted.jobId] });
  await asker.ask(409, 'post', '/fn/jobs/{jobId}/cancel', { ids: [sorted.jobId] });
  const deliveries = await eventually(async () => {
    const { items } = await asker.ask(
      200, 'get', '/fn/jobs/{jobId}/deliveries', { ids: [sorted.jobId] });
    return items[0]?.state === 'delivered' && items;
  });
  const ids = [sorted.jobId, deliveries[0].deliveryId];
  await asker.ask(202, 'post', '/fn/jobs/{jobId}/deliveries/{deliveryId}/redeliver', { ids });
  await asker.ask(200, 'get', '/fn/webhooks/secret');
  await asker.ask(200, 'post', '/fn/webhooks/secret/rotate', { body: {} });
  await asker.ask(422, 'post', '/fn/webhooks/secret/rotate', { body: { junk: 1 } });
}

async function checkTasks(asker, callbackUrl) {
  const at = new Date(Date.now() + 500).toISOString();
  const call = { description: 'Approve the refund', type: 'human', args: { total: 5 },
    schema: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } },
    options: { callbackUrl, task: { assignee: 'ann', group: 'finance', dueAt: at, reminders: [at] } } };
  const make = () => asker.ask(202, 'post', '/fn', { body: call });
  const first = await make();
  const ids = [first.taskId];
  await asker.show(first.jobId);
  await eventually(async () => (await asker.ask(200, 'get', '/fn/tasks/{taskId}', { ids }))
    .reminders[0].sentAt);
  await asker.ask(200, 'get', '/fn/tasks', { query: '?state=pending&assignee=ann&group=finance' });
  await asker.ask(200, 'post', '/fn/tasks/{taskId}/claim', { ids, body: {} });
  await asker.ask(409, 'post', '/fn/tasks/{taskId}/claim', { ids, body: {} });
  await asker.ask(200, 'post', '/fn/tasks/{taskId}/release', { ids, body: { comment: 'no' } });
  await asker.ask(422, 'post', '/fn/tasks/{taskId}/complete', { ids, body: { response: 1 } });
  const body = { response: { ok: true }, claim: true };
  await asker.ask(200, 'post', '/fn/tasks/{taskId}/complete', { ids, body });
  await asker.ask(200, 'get', '/fn/tasks/{taskId}', { ids });
  await asker.ended(first.jobId);

  const second = await make();
  await asker.ask(200, 'post', '/fn/tasks/{taskId}/reject',
    { ids: [second.taskId], body: { reason: 'no', claim: true } });
  const third = await make();
  await asker.ask(200, 'post', '/fn/jobs/{jobId}/cancel', { ids: [third.jobId] });
  await asker.ended(third.jobId);
  await asker.ask(200, 'get', '/fn/tasks', { query: '?limit=3' });
  await checkPages(asker, make);
}

/** The page and each of its forms, from the first to the last of their answers. */
async function checkPages(asker, make) {
  const { taskId, taskUrl } = await make();
  const t = new URL(taskUrl, 'http://localhost').searchParams.get('t');
  const ids = [taskId];
  const form = (more = {}) => ({ ids, body: new URLSearchParams({ t, ...more }) });
  const show = (status) => asker.ask(status, 'get', '/tasks/{taskId}', { ids, query: `?t=${t}` });
  await show(200);
  await asker.ask(404, 'get', '/tasks/{taskId}', { ids, query: '?t=x' });
  await asker.ask(409, 'post', '/tasks/{taskId}/complete', form({ f0: 'yes' }));
  await asker.ask(303, 'post', '/tasks/{taskId}/claim', form());
  await asker.ask(422, 'post', '/tasks/{taskId}/complete', form({ f0: 'perhaps' }));
  await asker.ask(415, 'post', '/tasks/{taskId}/complete', { ids, body: { t } });
  await asker.ask(200, 'post', '/tasks/{taskId}/release', form());
  await show(403);
  const next = await make();
  const token = new URL(next.taskUrl, 'http://localhost').searchParams.get('t');
  await asker.ask(303, 'post', '/tasks/{taskId}/reject',
    { ids: [next.taskId], body: new URLSearchParams({ t: token, reason: 'no' }) });
}

async function checkFunctions(asker) {
  const { examples } = asker.description.operation('/fn/functions', 'post')
    .requestBody.content['application/json'];
  const { id } = await asker.ask(201, 'post', '/fn/functions', { body: examples.points.value });
  const ids = [id];
  await asker.ask(200, 'get', '/fn/functions');
  await asker.ask(200, 'get', '/fn/functions/{id}', { ids });
  await asker.ask(200, 'patch', '/fn/functions/{id}', { ids, body: { pinned: true } });
  const args = { total: 100, factor: 3 };
  await asker.ask(200, 'post', '/fn/functions/{id}/invoke', { ids, body: { args } });
  await asker.ask(204, 'delete', '/fn/functions/{id}', { ids });
  const { items } = await asker.ask(
    200, 'post', '/fn/batch', { body: { calls: [SORT, { description: '' }] } });
  await eventually(async () => (await asker.send(
    `/fn/calls/${items[0].id}/feedback`, 'post', { type: 'code' })).status === 200);
  await asker.ask(200, 'post', '/fn/calls/{id}/feedback',
    { ids: [items[0].id], body: { type: 'object' } });
}

/** Every kind of webhook has come, each as it is described, with the headers that are. */
async function checkWebhooks({ description, check }, { received }) {
  const { webhooks } = description.document;
  const wanted = new Map(Object.entries(webhooks).flatMap(([name, { post }]) => {
    const { $ref } = post.requestBody.content['application/json'].schema;
    const { type } = description.document.components.schemas[$ref.split('/').at(-1)].properties;
    return type.enum.map((each) => [each, name]);
  }));
  const come = (type) => received.some(({ body }) => body.type === type);
  for (const type of ['job.succeeded', 'job.failed', 'job.cancelled', 'task.reminder']) {
    check(await eventually(() => come(type)), `no webhook ${type}`);
  }
  for (const { headers, body } of received) {
    const name = wanted.get(body.type);
    check(name !== undefined, `a webhook ${body.type} that is not described`);
    if (name === undefined) continue;
    const place = ['webhooks', name, 'post'];
    const faults = description.faults(
      [...place, 'requestBody', 'content', 'application/json', 'schema'], body);
    check(faults === '', `the webhook ${body.type}: ${faults}`);
    for (const [index, parameter] of webhooks[name].post.parameters.entries()) {
      const fault = description.faults(
        [...place, 'parameters', index, 'schema'], headers[parameter.name]);
      check(fault === '', `${parameter.name} of the webhook ${body.type}: ${fault}`);
    }
  }
}

/** Answers that succeed, of every operation that has its own, and the webhooks that come of them. */
export async function checkAnswers(about) {
  const asker = new Asker(about);
  const receiver = new Receiver();
  await receiver.start();
  try {
    await checkFunctions(asker);
    await checkJobs(asker, receiver.url);
    await checkTasks(asker, receiver.url);
    await checkWebhooks(about, receiver);
  } finally {
    receiver.stop();
  }
}
