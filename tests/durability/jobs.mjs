/**
 * Durability of jobs and human tasks: jobs.mjs <native|workers> [kills]
 *
 * SKERRY_DURABILITY_SEED repeats a run's schedule. Closes with `N passed, N failed, N skipped`; a
 * run that fails prints its seed.
 */
import { randomInt } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { Host } from '../conformance/hosts.mjs';
import { rules, violations, wasGivenUp } from './job_checker.mjs';
import { models } from './job_kinds.mjs';
import { jobTamperings } from './job_tampering.mjs';
import { JobWorkload } from './job_workload.mjs';
import { Random } from './random.mjs';
import { ScriptedModel } from './scripted_model.mjs';
import { WebhookReceiver } from './webhook_receiver.mjs';

const shownMax = 5;
/** Longer than a job waits for its message before it starts by itself. */
const sleepMs = 6_500;
/** Alarms that are set on the way of a job into its queue, and a few more. */
const alarmsMany = 10;
/** More than there are between a job's first request and its answer. */
const creationEvents = 6;
const [kind, killsAsked] = process.argv.slice(2);
const defaultKills = { native: 20, workers: 1 }[kind];
const kills = Number(killsAsked ?? defaultKills);
if (!defaultKills || !Number.isSafeInteger(kills)) {
  console.error('usage: jobs.mjs <native|workers> [kills]');
  process.exit(2);
}
const seed = Number(process.env.SKERRY_DURABILITY_SEED ?? randomInt(2 ** 32));
const size = { kills, clients: 8, upMsMax: 500, evictions: kind === 'native' ? kills : 10,
  calls: 60 };
const counts = { passed: 0, failed: 0, skipped: 0 };

function report(name, problems) {
  counts[problems.length > 0 ? 'failed' : 'passed'] += 1;
  if (problems.length === 0) return;
  const more = problems.length > shownMax ? ` and ${problems.length - shownMax} more` : '';
  console.log(`FAILED: ${name}: ${problems.slice(0, shownMax).join(', ')}${more}`);
}

function skip(name, why) {
  counts.skipped += 1;
  console.log(`skipped: ${name}: ${why}`);
}

/** All that is known of the first job that each broken rule names. */
function show(found, { asked, calls, received, cancels }, { jobs }) {
  for (const [id] of [...found.values()].map(([text]) => /job_\w+/.exec(text) ?? [])) {
    const { name, job, events, deliveries } = jobs.get(id) ?? {};
    console.log(id, JSON.stringify({ call: calls.get(name), cancelled: cancels.get(id), job,
      events: [...events?.values() ?? []], deliveries,
      asked: asked.filter((one) => one.name === name),
      received: received.filter((one) => one.name === name)
        .map(({ id: delivery, type, taken }) => ({ delivery, type, taken })) }));
  }
}

/** A schedule that met nothing would pass every rule. */
function checkSchedule({ injected, history }, { jobs, tasks }) {
  const ended = [...jobs.values()].map(({ job }) => job);
  const attempts = ended.flatMap((job) => job.attempts);
  const isFound = ({ name, job }) =>
    Date.parse(job.createdAt) < (history.calls.get(name)?.sentAgainMs ?? 0);
  const ids = history.received.map(({ id }) => id);
  const having = (status) => ended.filter((job) => job.status === status).length;
  const met = { ...injected, jobs: jobs.size, tasks: tasks.size,
    interrupted: attempts.filter(({ outcome }) => outcome === 'interrupted').length,
    failedForNow: attempts.filter(({ reason }) => reason === 'model_unavailable').length,
    cancelled: having('cancelled'), expired: having('expired'),
    givenUp: ended.filter(wasGivenUp).length,
    tasksCancelled: [...tasks.values()].filter(({ task }) => task.state === 'cancelled').length,
    reminders: history.received.filter(({ type }) => type === 'task.reminder').length,
    redelivered: history.redelivered.size, deliveredAgain: ids.length - new Set(ids).size };
  // What a 202 is lost to is met at each of its moments by a check of its own.
  const chancy = { foundAgain: [...jobs.values()].filter(isFound).length };
  console.log(Object.entries({ ...met, ...chancy }).map(([name, times]) => `${name} ${times}`).join(', '));
  report('the schedule met every fault', Object.keys(met).filter((name) => met[name] === 0));
}

/** Every rule must object to a run that was changed to break it. */
function checkChecker(history, states) {
  for (const [rule, tamper] of Object.entries(jobTamperings)) {
    const copies = structuredClone([history, states]);
    tamper(...copies);
    report(`canary: ${rule}`, violations(...copies).has(rule) ? [] : ['not noticed']);
  }
  report('every rule has a canary', Object.keys(rules).filter((rule) => !(rule in jobTamperings)));
}

/** A caller that sends its call again without a key makes two jobs of it, and must be found out. */
async function checkKeylessCaller(host) {
  const workload = new JobWorkload(host, new Random(seed), size, 'keyless', model);
  await workload.start();
  const name = `keyless-${seed}`;
  await workload.sort(name, new Random(1), null);
  await workload.sort(name, new Random(1), null);
  const found = violations(workload.history, await workload.states());
  workload.stop();
  report('canary: a call that is sent again without its key',
    found.has('one key makes one job') ? [] : ['not noticed']);
}

/**
 * A job whose message is lost starts by its alarm. When the alarm is lost as well nothing may start
 * it, so that the loss must be found out.
 */
async function checkSleeper(host) {
  const workload = new JobWorkload(host, new Random(seed), size, 'sleeper', model);
  await workload.start();
  await host.plant('drop fn');
  for (let alarm = 0; alarm < alarmsMany; alarm += 1) await host.plant('keep-asleep job');
  await workload.sort(`sleeper-${seed}`, new Random(2));
  await new Promise((resolve) => { setTimeout(resolve, sleepMs); });
  const found = violations(workload.history, await workload.states());
  workload.stop();
  report('canary: a job whose message and alarm are lost',
    found.has('every job has ended, once, by transitions that exist') ? [] : ['not noticed']);
}

/**
 * A trap in each event of a job's creation in turn: whoever asks again under the same key gets the
 * one job, whether it had been made or not.
 */
async function checkTrappedCreation(host) {
  const list = async () => (await (await fetch(`${host.url}/fn/jobs?limit=100`)).json()).items;
  const post = async (key) => {
    const answer = await fetch(`${host.url}/fn`, { method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ description: `Decide about ${key}`, type: 'human' }) });
    return { status: answer.status, jobId: (await answer.json()).jobId };
  };
  const before = { struck: 0, made: 0 };
  const wrong = [];
  for (let passes = 0; passes < creationEvents; passes += 1) {
    const key = `trapped-${seed}-${passes}`;
    await host.plant('trap job', passes);
    const first = await post(key);
    const { 'trap job': struck = 0 } = await host.struck();
    const about = async () =>
      (await list()).filter(({ description }) => description === `Decide about ${key}`);
    if (first.status === 500) before.made += (await about()).length;
    const again = await post(key);
    const made = await about();
    if (again.status !== 202 || made.length !== 1 || made[0].jobId !== again.jobId ||
      (first.jobId ?? again.jobId) !== again.jobId) wrong.push(`event ${passes + 1}`);
    before.struck = struck;
  }
  report('a creation that traps in any of its events makes one job of one key', wrong);
  report('some had been made and some had not',
    before.made > 0 && before.made < before.struck ? [] : [JSON.stringify(before)]);
}

/** A delivery that somebody changed on its way. */
async function checkForgery(host) {
  const receiver = new WebhookReceiver(new Random(seed));
  const { secret } = await (await fetch(`${host.url}/fn/webhooks/secret`)).json();
  receiver.trust(secret);
  const body = '{"type":"job.succeeded"}';
  const at = new Date();
  const headers = { 'webhook-id': 'dlv_1', 'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': new Webhook(secret).sign('dlv_1', at, body) };
  report('what the other library signs is accepted',
    receiver.isSigned(headers, body) ? [] : ['refused']);
  report('canary: a forged delivery', receiver.isSigned(headers, `${body} `) ? ['accepted'] : []);
}

/** Kills the host in the middle of a batch of jobs: its key then finds those that were made. */
async function checkLostAnswer(host) {
  const calls = Array.from({ length: 100 }, (_, index) => ({ description: 'Sort array of numbers',
    args: { numbers: [index, 0] }, options: { mode: 'async', cache: false } }));
  const post = (key) => fetch(`${host.url}/fn/batch`, { method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ calls }) }).then((answer) => answer.json());
  const newest = async () => (await (await fetch(`${host.url}/fn/jobs?limit=100`)).json()).items
    .map(({ jobId }) => jobId);
  const before = new Set(await newest());
  const key = `lost-${seed}`;
  const lost = post(key).then(() => 'answered', () => 'lost');
  let made = [];
  while (made.length === 0) made = (await newest()).filter((id) => !before.has(id));
  await host.kill();
  report('the batch was cut off in its middle', await lost === 'lost' ? [] : ['it was answered']);
  await host.start();
  const ids = new Set((await post(key)).items.map(({ jobId }) => jobId));
  report('jobs whose 202 was lost are found by their key',
    made.filter((id) => !ids.has(id)));
  report('nothing is made twice', (await newest()).filter((id) => !ids.has(id) && !before.has(id)));
}

// The receiver of the webhooks is on this machine.
process.env.SKERRY_FETCH_PRIVATE_ADDRESSES = 'allow';
const model = new ScriptedModel();
await model.start();
const host = new Host(kind, 'product', { environment: model.environment(models) });
try {
  await host.start();
  const workload = new JobWorkload(host, new Random(seed), size, `call-${seed}`, model);
  await workload.start();
  const states = await workload.run().finally(() => workload.stop());
  const found = violations(workload.history, states);
  for (const rule of Object.keys(rules)) report(rule, found.get(rule) ?? []);
  show(found, workload.history, states);
  checkSchedule(workload, states);
  if (found.size === 0) checkChecker(workload.history, states);
  await checkForgery(host);
  await checkKeylessCaller(host);
  await checkSleeper(host);
  await checkTrappedCreation(host);
  if (kind === 'native') await checkLostAnswer(host);
  else skip('a batch that is cut off in its middle', 'its key is taken until its lease ends');
} catch (error) {
  report('the run', [error.stack]);
} finally {
  await host.stop().catch(() => {});
  host.cleanUp();
  model.stop();
}
if (counts.failed > 0) {
  console.log(`the host's last log lines:\n${host.log.slice(-2000)}`);
  console.log(`again: SKERRY_DURABILITY_SEED=${seed} node tests/durability/jobs.mjs ${kind} ${kills}`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 ? 1 : 0);
