/**
 * How soon a cancellation reaches a model that is being asked: it sees its connection close.
 *
 *     node tests/product/cancel.mjs
 *
 * The model is silent before its first byte or stops in the middle of its answer. Half of the
 * cancellations are those of a job, half those of a caller who goes away.
 */
import { Checks } from '../checks.mjs';
import { Host } from '../conformance/hosts.mjs';
import { ScriptedModel } from '../durability/scripted_model.mjs';

const reachMsMax = 100;
/** On a machine that has much else to do one may be late, but not for long. */
const lateMsMax = 1_000;
const times = 12;
const pollMs = 2;
const waitMsMax = 20_000;

const model = new ScriptedModel();
await model.start();
const host = new Host('native', 'product', { environment: model.environment() });
const checks = new Checks();

const call = (name, options) => ({ description: `Facts about [${name}]`, type: 'object',
  schema: { type: 'object', properties: { name: { type: 'string' } } },
  options: { provider: 'compatible', cache: false, ...options } });

const post = (path, json, signal) => fetch(host.url + path, { method: 'POST', signal,
  headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) });

/** What `look` finds, once it finds something. */
async function found(look) {
  for (const end = performance.now() + waitMsMax; performance.now() < end;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => { setTimeout(resolve, pollMs); });
  }
  throw new Error('nothing came');
}

const asked = (name) => found(() => model.asked.find((one) => one.name === name));

/** Cancels with `act` while the model is asked; how long the model had its connection after that. */
async function reachMs(name, act) {
  const one = await asked(name);
  const open = one.closedMs === undefined;
  const began = performance.now();
  await act();
  return open ? await found(() => one.closedMs) - began : NaN;
}

async function cancelJob(name) {
  const { jobId } = await (await post('/fn', call(name, { mode: 'async' }))).json();
  const reached = await reachMs(name, async () => {
    const answer = await post(`/fn/jobs/${jobId}/cancel`);
    if (answer.status !== 200) throw new Error(`cancel: ${answer.status}`);
  });
  const job = await (await fetch(`${host.url}/fn/jobs/${jobId}`)).json();
  return { reached, ended: job.status };
}

async function goAway(name) {
  const caller = new AbortController();
  const answer = post('/fn', call(name, {}), caller.signal).then(() => 'answered', () => 'gone');
  const reached = await reachMs(name, () => caller.abort());
  return { reached, ended: await answer };
}

async function checkReach(what, act, said, ended) {
  const all = [];
  for (let index = 0; index < times; index += 1) {
    const name = `${act.name}-${said}-${index}`;
    model.script(name, said);
    all.push(await act(name));
  }
  const reached = all.map((one) => one.reached).sort((a, b) => a - b);
  const [median, worst] = [reached[times / 2], reached.at(-1)];
  console.log(`${what}: median ${median.toFixed(1)} ms, at most ${worst.toFixed(1)} ms`);
  checks.equal(`${what} ends it`, [...new Set(all.map((one) => one.ended))], [ended]);
  checks.equal(`${what} reaches the model within ${reachMsMax} ms`, median <= reachMsMax, true);
  checks.equal(`${what} is never late by much`, worst <= lateMsMax, true);
  checks.equal(`${what} asks the model once`, times,
    model.asked.filter(({ name }) => name.startsWith(`${act.name}-${said}-`)).length);
}

/** A call that nobody cancels keeps its connection, so that a close means something. */
async function checkCanary() {
  model.script('canary', 'silence');
  const { jobId } = await (await post('/fn', call('canary', { mode: 'async' }))).json();
  const one = await asked('canary');
  await new Promise((resolve) => { setTimeout(resolve, 3 * reachMsMax); });
  checks.equal('canary: what is not cancelled goes on', one.closedMs, undefined);
  await post(`/fn/jobs/${jobId}/cancel`);
}

await checks.on(host, async () => {
  await checkCanary();
  for (const said of ['silence', 'stall']) {
    await checkReach(`cancelling a job (${said})`, cancelJob, said, 'cancelled');
    await checkReach(`a caller who goes away (${said})`, goAway, said, 'gone');
  }
});
model.stop();
checks.close();
