/** Jobs, tasks and webhooks through the client, as a program uses them. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const WAIT_MS_MAX = 15_000;
const POLL_MS = 50;

/** What `look` finds, as soon as it finds something. */
async function eventually(look) {
  const endMs = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const found = await look();
    if (found) return found;
    assert.ok(performance.now() < endMs, `it never became true: ${look}`);
    await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
  }
}

async function gather(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Takes webhooks while `act` runs; `received` are their headers and bodies, in order. */
async function receiving(act) {
  const received = [];
  const server = createServer((request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
      response.writeHead(204).end();
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    await act(`http://127.0.0.1:${server.address().port}/hook`, received);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const isAccepted = (secret, { headers, body }) => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

const sort = { description: 'Sort array of numbers', args: { numbers: [3, 1, 2] } };
const human = (task, options = {}) => (
  { description: 'Review this', type: 'human', options: { task, ...options } });

export const cases = {
  async 'a job is watched to its end, shown and listed'({ skerry }) {
    const { jobId, status, classification } =
      await skerry.execute({ ...sort, options: { mode: 'async' } });
    assert.equal(status, 'queued');
    assert.equal(classification.type, 'code');
    const events = await gather(skerry.jobs.events(jobId));
    assert.equal(events[0].type, 'job.queued');
    assert.ok(events.some(({ type }) => type === 'job.succeeded'));
    assert.deepEqual((await skerry.jobs.show(jobId)).result, [1, 2, 3]);
    const rest = await gather(skerry.jobs.events(jobId, { after: events[0].id }));
    assert.deepEqual(rest, events.slice(1));
    const listed = await eventually(async () => (await gather(skerry.jobs.all(
      { status: 'succeeded', limit: 1 }))).find((job) => job.jobId === jobId));
    assert.equal(listed.description, sort.description);
  },

  async 'a job that cannot be done fails with the reason, and is not cancelled then'({ skerry }) {
    const { jobId } = await skerry.execute(
      { description: 'Zorble the quux', type: 'code', options: { mode: 'async' } });
    const { status, error } = await skerry.jobs.ended(jobId);
    assert.equal(status, 'failed');
    assert.equal(error.code, 'no_matching_function');
    await assert.rejects(skerry.jobs.cancel(jobId), { name: 'SkerryProblem', code: 'conflict' });
  },

  async 'cancelling a job ends its watchers and its task'({ skerry }) {
    const { jobId, taskId } = await skerry.execute(human({}));
    const ended = skerry.jobs.ended(jobId);
    await skerry.jobs.cancel(jobId);
    assert.equal((await ended).status, 'cancelled');
    assert.equal((await skerry.jobs.cancel(jobId)).status, 'cancelled');
    assert.equal((await skerry.tasks.show(taskId)).state, 'cancelled');
  },

  async 'a task is found by its group, claimed, given back and answered'({ skerry }) {
    const group = `finance ${crypto.randomUUID()}`;
    const { jobId, taskId } = await skerry.execute(human({ group, assignee: 'ann' }));
    await skerry.execute(human({ assignee: group }));
    const [task, ...others] = await eventually(async () => {
      const found = await gather(skerry.tasks.all({ group }));
      return found.length > 0 && found;
    });
    assert.deepEqual([task.taskId, others], [taskId, []]);
    assert.deepEqual(await gather(skerry.tasks.all({ group, assignee: 'nobody' })), []);
    await skerry.tasks.claim(taskId, {});
    await assert.rejects(skerry.tasks.claim(taskId, {}), { code: 'conflict' });
    await skerry.tasks.release(taskId, { comment: 'not mine' });
    const done = await skerry.tasks.complete(taskId, { response: { ok: true }, claim: true });
    assert.deepEqual([done.state, done.response], ['completed', { ok: true }]);
    assert.deepEqual((await skerry.jobs.ended(jobId)).result, { ok: true });
    const refused = await skerry.execute(human({}));
    await skerry.tasks.reject(refused.taskId, { reason: 'No time.', claim: true });
    assert.equal((await skerry.jobs.show(refused.jobId)).error.code, 'task_rejected');
  },

  async 'the end of a job comes signed, and again on demand, with a new secret too'({ skerry }) {
    await receiving(async (callbackUrl, received) => {
      const { secret } = await skerry.webhooks.secret();
      const { jobId } = await skerry.execute({ ...sort, options: { mode: 'async', callbackUrl } });
      const first = await eventually(() => received[0]);
      assert.ok(isAccepted(secret, first));
      assert.ok(!isAccepted(secret, { ...first, body: `${first.body} ` }));
      const { type, data } = JSON.parse(first.body);
      assert.equal(type, 'job.succeeded');
      assert.deepEqual([data.jobId, data.result], [jobId, [1, 2, 3]]);
      const [delivery] = await eventually(async () => {
        const { items } = await skerry.jobs.deliveries(jobId);
        return items[0]?.state === 'delivered' && items;
      });
      assert.equal(delivery.deliveryId, first.headers['webhook-id']);
      const rotated = await skerry.webhooks.rotate();
      assert.notEqual(rotated.secret, secret);
      assert.ok(Date.parse(rotated.formerSecretUntil) > Date.now());
      await skerry.jobs.redeliver(jobId, delivery.deliveryId);
      const second = await eventually(() => received[1]);
      assert.equal(second.headers['webhook-id'], delivery.deliveryId);
      assert.equal(second.body, first.body);
      for (const each of [secret, rotated.secret]) assert.ok(isAccepted(each, second));
      assert.ok(!isAccepted(rotated.secret, first));
    });
  },

  async 'a person is reminded of an open task'({ skerry }) {
    await receiving(async (callbackUrl, received) => {
      const at = new Date(Date.now() + 1_500).toISOString();
      const { jobId, taskId } = await skerry.execute(human({ reminders: [at] }, { callbackUrl }));
      const reminder = JSON.parse((await eventually(() => received[0])).body);
      assert.equal(reminder.type, 'task.reminder');
      assert.deepEqual([reminder.data.jobId, reminder.data.taskId, reminder.data.state],
        [jobId, taskId, 'pending']);
      assert.ok((await skerry.tasks.show(taskId)).reminders[0].sentAt >= at);
      await skerry.jobs.cancel(jobId);
      assert.equal(JSON.parse((await eventually(() => received[1])).body).type, 'job.cancelled');
    });
  },
};
