/**
 * Durability of actors under faults: run.mjs <native|workers>
 *
 * SKERRY_DURABILITY_SEED repeats a run's schedule; SKERRY_DURABILITY_ENTRIES makes it longer.
 * Closes with `N passed, N failed, N skipped`; a run that fails prints its seed.
 */
import { randomInt } from 'node:crypto';
import { Host } from '../conformance/hosts.mjs';
import { rules, violations } from './checker.mjs';
import { Random } from './random.mjs';
import { tamperings } from './tampering.mjs';
import { Workload } from './workload.mjs';

const shownMax = 5;
const [kind] = process.argv.slice(2);
if (kind !== 'native' && kind !== 'workers') {
  console.error('usage: run.mjs <native|workers>');
  process.exit(2);
}
const seed = Number(process.env.SKERRY_DURABILITY_SEED ?? randomInt(2 ** 32));
const entries = Number(process.env.SKERRY_DURABILITY_ENTRIES ?? 400);
const size = { entries, clients: 8, actors: 4, kills: Math.max(2, Math.floor(entries / 400)) };
const counts = { passed: 0, failed: 0 };

function report(name, problems) {
  counts[problems.length > 0 ? 'failed' : 'passed'] += 1;
  if (problems.length === 0) return;
  const more = problems.length > shownMax ? ` and ${problems.length - shownMax} more` : '';
  console.log(`FAILED: ${name}: ${problems.slice(0, shownMax).join(', ')}${more}`);
}

/** A schedule that injected nothing would pass every rule. */
function checkSchedule({ injected, history }, states) {
  const { attempted, acknowledged, seen } = history;
  const delivered = [...states.values()].flatMap(({ deliveries }) => [...deliveries]);
  const found = { ...injected, acknowledged: acknowledged.size, seen: seen.size,
    deliveredTwice: delivered.filter(([, times]) => times > 1).length,
    sentAgain: delivered.filter(([name]) => attempted.get(name)?.fault === 'lost-send').length };
  console.log(`${attempted.size} entries: ${Object.entries(found)
    .map(([name, times]) => `${name} ${times}`).join(', ')}`);
  report('the schedule injected every fault',
    Object.keys(found).filter((name) => found[name] === 0));
}

/** Every rule must object to a run that was changed to break it. */
function checkChecker(history, states) {
  for (const [rule, tamper] of Object.entries(tamperings)) {
    const copies = structuredClone([history, states]);
    tamper(...copies);
    report(`canary: ${rule}`, violations(...copies).has(rule) ? [] : ['not noticed']);
  }
  report('every rule has a canary', Object.keys(rules).filter((rule) => !(rule in tamperings)));
}

/** An actor that answers before it writes, and traps in between, must be found out. */
async function checkHastyActor(host) {
  const workload = new Workload(host, new Random(seed), { ...size, actors: 1 }, `hasty-${seed}`);
  const entry = { actor: `hasty-${seed}-0`, kind: 'plain', amount: 1 };
  await workload.write({ ...entry, name: 'promised', fault: 'hasty' });
  await workload.write({ ...entry, name: 'trap', fault: 'trap-before-write' });
  const found = violations(workload.history, await workload.states());
  report('canary: an actor that acknowledges before its commit',
    found.has('every acknowledged write is there') ? [] : ['not noticed']);
}

const host = new Host(kind, 'probe');
try {
  await host.start();
  const workload = new Workload(host, new Random(seed), size, `ledger-${seed}`);
  const states = await workload.run();
  const found = violations(workload.history, states);
  for (const rule of Object.keys(rules)) report(rule, found.get(rule) ?? []);
  checkSchedule(workload, states);
  if (found.size === 0) checkChecker(workload.history, states);
  await checkHastyActor(host);
} catch (error) {
  report('the run', [error.stack]);
} finally {
  await host.stop().catch(() => {});
  host.cleanUp();
}
if (counts.failed > 0) {
  console.log(`the host's last log lines:\n${host.log.slice(-2000)}`);
  console.log(`again: SKERRY_DURABILITY_SEED=${seed} node tests/durability/run.mjs ${kind}`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, 0 skipped`);
process.exit(counts.failed > 0 ? 1 : 0);
