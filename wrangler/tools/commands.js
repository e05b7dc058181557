import { createInterface } from 'node:readline';

/** Who the caller's bindings say it is; the native host's test commands say the same. */
const PRINCIPAL = { tenant: 'caller', subject: 'test', scopes: [] };

/** A Worker bound to others, as a customer's would be: it calls a method and says what came. */
export const callerOptions = (/** @type {string[]} */ services) => ({
  name: 'caller', modules: true, compatibilityDate: '2026-11-17',
  serviceBindings: Object.fromEntries(services.map((service) =>
    [service, { name: `skerry-${service}`, props: { principal: PRINCIPAL } }])),
  script: `export default { async fetch(request, env) {
    const [service, method, argument] = await request.json();
    try {
      return Response.json(await env[service][method](argument));
    } catch (error) {
      return Response.json({ rejected: String(error) });
    }
  } }` });

/** @typedef {import('miniflare').Miniflare} Miniflare */

/** @param {Miniflare} workers @param {string} name of an actor of the probe */
async function evict(workers, name) {
  try {
    await workers.unsafeEvictDurableObject('skerry-probe', 'ProbeActor', { name });
  } catch (error) {
    // What is not in memory needs no eviction.
    if (!String(error).includes('not currently running')) return `busy probe-actor/${name}`;
  }
  return `evicted probe-actor/${name}`;
}

/** @param {Miniflare} workers @param {string} id @param {unknown[]} call */
async function call(workers, id, call) {
  const caller = await workers.getWorker('caller');
  const answer = await caller.fetch('http://caller/', { method: 'POST',
    body: JSON.stringify(call) });
  return `answered ${id} ${await answer.text()}`;
}

/**
 * Lets a test drive what no request can, by lines on standard input; each is answered by a line.
 *
 * `evict probe-actor/<name>` ends an actor's memory: `evicted …`, or `busy …` when it has too much
 * under way. `call <id> <service> <method> <JSON>` calls a method by a service binding:
 * `answered <id> <JSON>`.
 */
export function acceptCommands(/** @type {Miniflare} */ workers) {
  const perform = async (/** @type {string} */ line) => {
    const [, actor] = /^evict probe-actor\/(.+)$/.exec(line) ?? [];
    if (actor) return evict(workers, actor);
    const [, id, service, method, argument] = /^call (\S+) (\S+) (\S+) (.*)$/.exec(line) ?? [];
    if (id) return call(workers, id, [service, method, JSON.parse(argument)]);
    throw new Error(`no such command: ${line}`);
  };
  createInterface({ input: process.stdin }).on('line', (line) => {
    perform(line).then((answer) => console.log(answer),
      (error) => console.error(`run-workers: ${error}`));
  });
}
