/**
 * Durability of jobs and human tasks: jobs.mjs <native|workers> [kills]
 *
 * SKERRY_DURABILITY_SEED repeats a run's schedule. Closes with `N passed, N failed, N skipped`; a
 * run that fails prints its seed.
 */
import { randomInt } from 'node:crypto';
import { Host } from '../conformance/hosts.mjs';
import { rules, violations, wasGivenUp } from './job_checker.mjs';
import { jobTamperings } from './job_tampering.mjs';
import { JobWorkload } from './job_workload.mjs';
import { Random } from './random.mjs';

const shownMax = 5;
/** What some kills meet, but not every one of a few. */
const chancy = new Set(['streamsCutOff', 'interrupted', 'foundAgain']);
const killsMany = 15;
const [kind, killsAsked] = process.argv.slice(2);
const defaultKills = { native: 20, workers: 1 }[kind];
const kills = Number(killsAsked ?? defaultKills);
if (!defaultKills || !Number.isSafeInteger(kills)) {
  console.error('usage: jobs.mjs <native|workers> [kills]');
  process.exit(2);
}
const seed = Number(process.env.SKERRY_DURABILITY_SEED ?? randomInt(2 ** 32));
const size = { kills, clients: 8, upMsMax: 500, evictions: kind === 'native' ? kills : 20,
  calls: 60 };
const counts = { passed: 0, failed: 0 };

function report(name, problems) {
  counts[problems.length > 0 ? 'failed' : 'passed'] += 1;
  if (problems.length === 0) return;
  const more = problems.length > shownMax ? ` and ${problems.length - shownMax} more` : '';
  console.log(`FAILED: ${name}: ${problems.slice(0, shownMax).join(', ')}${more}`);
}

/** A schedule that met nothing would pass every rule. */
function checkSchedule({ injected, history }, { jobs, tasks }) {
  const ended = [...jobs.values()].map(({ job }) => job);
  const attempts = ended.flatMap((job) => job.attempts);
  const isFound = ({ name, job }) =>
    Date.parse(job.createdAt) < (history.calls.get(name)?.sentAgainMs ?? 0);
  const ids = history.received.map(({ id }) => id);
  const met = { ...injected, jobs: jobs.size, tasks: tasks.size,
    interrupted: attempts.filter(({ outcome }) => outcome === 'interrupted').length,
    foundAgain: [...jobs.values()].filter(isFound).length,
    cancelled: ended.filter(({ status }) => status === 'cancelled').length,
    deliveredAgain: ids.length - new Set(ids).size };
  const rare = { givenUp: ended.filter(wasGivenUp).length };
  console.log(Object.entries({ ...met, ...rare }).map(([name, times]) => `${name} ${times}`)
    .join(', '));
  const expected = Object.keys(met).filter((name) => kills >= killsMany || !chancy.has(name));
  report('the schedule met every fault', expected.filter((name) => met[name] === 0));
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
  const workload = new JobWorkload(host, new Random(seed), size, 'keyless');
  await workload.start();
  const name = `keyless-${seed}`;
  await workload.sort(name, new Random(1), null);
  await workload.sort(name, new Random(1), null);
  const found = violations(workload.history, await workload.states());
  workload.stop();
  report('canary: a call that is sent again without its key',
    found.has('one key makes one job') ? [] : ['not noticed']);
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
const host = new Host(kind, 'product');
try {
  await host.start();
  const workload = new JobWorkload(host, new Random(seed), size, `call-${seed}`);
  await workload.start();
  const states = await workload.run().finally(() => workload.stop());
  const found = violations(workload.history, states);
  for (const rule of Object.keys(rules)) report(rule, found.get(rule) ?? []);
  checkSchedule(workload, states);
  if (found.size === 0) checkChecker(workload.history, states);
  await checkKeylessCaller(host);
  // On Workers the key is taken until its lease ends.
  if (kind === 'native') await checkLostAnswer(host);
} catch (error) {
  report('the run', [error.stack]);
} finally {
  await host.stop().catch(() => {});
  host.cleanUp();
}
if (counts.failed > 0) {
  console.log(`the host's last log lines:\n${host.log.slice(-2000)}`);
  console.log(`again: SKERRY_DURABILITY_SEED=${seed} node tests/durability/jobs.mjs ${kind} ${kills}`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, 0 skipped`);
process.exit(counts.failed > 0 ? 1 : 0);
