import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const FAULTS = 'planted_faults.js';

/** Who the caller's bindings say it is; the native host's test commands say the same. */
const PRINCIPAL = { tenant: 'caller', subject: 'test', scopes: [] };

/** A Worker bound to others, as a customer's would be: it calls a method and says what came. */
export const callerOptions = (/** @type {string[]} */ services) => ({
  name: 'caller', modules: true, compatibilityDate: '2026-11-17',
  serviceBindings: { ...Object.fromEntries(services.map((service) =>
    [service, { name: `skerry-${service}`, props: { principal: PRINCIPAL } }])),
  ...(services.includes('fn') && {
    faults: { name: 'skerry-fn', entrypoint: 'PlantedFaults' } }) },
  script: `export default { async fetch(request, env) {
    const [service, method, argument] = await request.json();
    try {
      return Response.json(await env[service][method](argument));
    } catch (error) {
      return Response.json({ rejected: String(error) });
    }
  } }` });

/** @typedef {import('miniflare').Miniflare} Miniflare */

/** Which Worker's class keeps the actors of a namespace. */
const CLASSES = new Map([
  ['probe-actor', ['skerry-probe', 'ProbeActor']],
  ['job', ['skerry-fn', 'Job']]]);

/** @param {Miniflare} workers @param {string} space @param {string} name of an actor in it */
async function evict(workers, space, name) {
  const [worker, className] = CLASSES.get(space) ?? [];
  if (!worker || !className) throw new Error(`no such namespace: ${space}`);
  try {
    await workers.unsafeEvictDurableObject(worker, className, { name });
  } catch (error) {
    // What is not in memory needs no eviction.
    if (!String(error).includes('not currently running')) return `busy ${space}/${name}`;
  }
  return `evicted ${space}/${name}`;
}

/** The answer in JSON. @param {Miniflare} workers @param {unknown[]} call */
async function call(workers, call) {
  const caller = await workers.getWorker('caller');
  const answer = await caller.fetch('http://caller/', { method: 'POST',
    body: JSON.stringify(call) });
  return answer.text();
}

/**
 * A Worker's options with the faults of `planted_faults.js` between it and its callers.
 *
 * @template {{ modules: object[], modulesRoot: string }} Options
 * @param {Options} options
 */
export function withFaults(options) {
  const path = join(options.modulesRoot, FAULTS);
  const contents = readFileSync(new URL(FAULTS, import.meta.url), 'utf8');
  return { ...options, modules: [{ type: 'ESModule', path, contents }, ...options.modules] };
}

/**
 * Lets a test drive what no request can, by lines on standard input; each is answered by a line.
 *
 * `evict <namespace>/<name>` ends an actor's memory: `evicted …`, or `busy …` when it has too much
 * under way. `call <id> <service> <method> <JSON>` calls a method by a service binding:
 * `answered <id> <JSON>`. `plant <what> <where> <passes>` plants a fault (`planted_faults.js`):
 * `planted <what> <where>`; `struck` says how often each has struck: `struck <JSON>`.
 */
export function acceptCommands(/** @type {Miniflare} */ workers) {
  const perform = async (/** @type {string} */ line) => {
    const [, space, actor] = /^evict ([^/]+)\/(.+)$/.exec(line) ?? [];
    if (space) return evict(workers, space, actor);
    const [, id, service, method, argument] = /^call (\S+) (\S+) (\S+) (.*)$/.exec(line) ?? [];
    if (id) return `answered ${id} ${await call(workers, [service, method, JSON.parse(argument)])}`;
    const [, fault, passes] = /^plant (\S+ \S+) (\d+)$/.exec(line) ?? [];
    if (fault) {
      await call(workers, ['faults', 'plant', { fault, passes: Number(passes) }]);
      return `planted ${fault}`;
    }
    if (line === 'struck') return `struck ${await call(workers, ['faults', 'struck'])}`;
    throw new Error(`no such command: ${line}`);
  };
  createInterface({ input: process.stdin }).on('line', (line) => {
    perform(line).then((answer) => console.log(answer),
      (error) => console.error(`run-workers: ${error}`));
  });
}
