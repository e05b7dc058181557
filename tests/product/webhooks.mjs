/**
 * Reminders, redelivery and rotated secrets, as a receiver of webhooks meets them that nobody here
 * wrote (the package `standardwebhooks`).
 *
 *     node tests/product/webhooks.mjs native|workers
 */
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { Checks } from '../checks.mjs';
import { Host } from '../conformance/hosts.mjs';

const pollMs = 50;
const waitMsMax = 20_000;
const reminderMs = 400;

const checks = new Checks();

/** Every delivery: its path, head and text. */
const received = [];
const receiver = createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  received.push({ path: request.url, head: request.headers,
    text: Buffer.concat(pieces).toString() });
  response.writeHead(204).end();
});
await new Promise((resolve) => { receiver.listen(0, '127.0.0.1', resolve); });
const callback = (name) => `http://127.0.0.1:${receiver.address().port}/${name}`;

process.env.SKERRY_FETCH_PRIVATE_ADDRESSES = 'allow';
const host = new Host(process.argv[2], 'product');

async function ask(path, json) {
  const answer = await fetch(host.url + path, json && { method: 'POST',
    headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) });
  const text = await answer.text();
  return { status: answer.status, json: text.startsWith('{') ? JSON.parse(text) : text };
}

/** Waits for so many deliveries at a path. */
async function deliveries(path, count) {
  const there = () => received.filter((one) => one.path === path);
  for (const end = Date.now() + waitMsMax; there().length < count && Date.now() < end;) {
    await new Promise((resolve) => { setTimeout(resolve, pollMs); });
  }
  return there();
}

/** What a receiver with this secret makes of a delivery. */
function read(secret, { text, head }) {
  try {
    return new Webhook(secret).verify(text, head).type;
  } catch (error) {
    return error.message;
  }
}

const id = ({ head }) => head['webhook-id'];
const secretNow = async () => (await ask('/fn/webhooks/secret')).json.secret;

async function checkReminder() {
  const secret = await secretNow();
  const at = new Date(Date.now() + reminderMs).toISOString();
  const { json: { jobId, taskId } } = await ask('/fn', { description: 'Decide about order 7',
    type: 'human', options: { callbackUrl: callback('task'), task: { reminders: [at] } } });
  const [reminder] = await deliveries('/task', 1);
  checks.equal('a reminder is delivered', read(secret, reminder), 'task.reminder');
  const { data } = JSON.parse(reminder.text);
  checks.equal('about the task', [data.jobId, data.taskId, data.state], [jobId, taskId, 'pending']);
  const { json: task } = await ask(`/fn/tasks/${taskId}`);
  checks.equal('the task says when', task.reminders.map((one) => [one.at, one.sentAt >= at]),
    [[at, true]]);
  await ask(`/fn/tasks/${taskId}/complete`, { claim: true, response: true });
  const both = await deliveries('/task', 2);
  checks.equal('then its end is', both.map((one) => read(secret, one)),
    ['task.reminder', 'job.succeeded']);
  checks.equal('under an id of its own', new Set(both.map(id)).size, 2);
  const { json: events } = await ask(`/fn/jobs/${jobId}/events`);
  checks.equal('the reminder is an event, once', events.match(/^event: task\.reminder$/gm).length, 1);
}

async function checkRedelivery() {
  const secret = await secretNow();
  const { json: { jobId } } = await ask('/fn', { description: 'Sort array of numbers',
    args: { numbers: [2, 1] }, options: { mode: 'async', callbackUrl: callback('sort') } });
  const [first] = await deliveries('/sort', 1);
  checks.equal('an end is delivered', read(secret, first), 'job.succeeded');
  const path = `/fn/jobs/${jobId}/deliveries`;
  const listed = async () => (await ask(path)).json.items.map(({ deliveryId, state, attempts }) =>
    [deliveryId, state, attempts.map(({ outcome }) => outcome)]);
  const settled = async (count) => {
    for (const end = Date.now() + waitMsMax; Date.now() < end;) {
      const [[, state, attempts] = []] = await listed();
      if (state === 'delivered' && attempts.length === count) break;
      await new Promise((resolve) => { setTimeout(resolve, pollMs); });
    }
    return listed();
  };
  checks.equal('and listed', await settled(1), [[id(first), 'delivered', ['delivered']]]);
  const again = await ask(`${path}/${id(first)}/redeliver`, {});
  checks.equal('it may be asked for again', [again.status, again.json.state], [202, 'pending']);
  const both = await deliveries('/sort', 2);
  checks.equal('and comes under the same id', both.map(id), [id(first), id(first)]);
  checks.equal('with the same words', both[1].text, first.text);
  checks.equal('signed anew', read(secret, both[1]), 'job.succeeded');
  checks.equal('and listed with both attempts', await settled(2),
    [[id(first), 'delivered', ['delivered', 'delivered']]]);
  return { path: `${path}/${id(first)}/redeliver`, secret };
}

async function checkRotation({ path, secret }) {
  const { json: { secret: newer } } = await ask('/fn/webhooks/secret/rotate', {});
  await ask(path, {});
  const [, , third] = await deliveries('/sort', 3);
  checks.equal('after a rotation both secrets sign', [secret, newer].map((one) => read(one, third)),
    ['job.succeeded', 'job.succeeded']);
  await ask('/fn/webhooks/secret/rotate', {});
  await ask(path, {});
  const [, , , fourth] = await deliveries('/sort', 4);
  checks.equal('after another the first does no more', [secret, newer].map((one) => read(one, fourth)),
    ['No matching signature found', 'job.succeeded']);
  checks.equal('canary: a delivery that was changed is refused',
    read(newer, { ...fourth, text: `${fourth.text} ` }), 'No matching signature found');
}

await checks.on(host, async () => {
  await checkReminder();
  await checkRotation(await checkRedelivery());
});
receiver.close();
receiver.closeAllConnections();
checks.close();
