// The entry of the Worker `fn` when tests drive it (`run.js --test-commands`): the bundle with a
// hand in between that trips it where a test has said so. The native host's are
// `host/capabilities/planted_faults.hpp`, under the same names.
import { WorkerEntrypoint } from 'cloudflare:workers';
// @ts-ignore: beside it in the Worker that `run.js` makes.
import Front, { Job as Actor } from './index.js';

/** Occasions to be passed over first, by fault. @type {{ fault: string, passes: number }[]} */
let planted = [];
/** @type {Record<string, number>} */
const struck = {};

/** Asked at each occasion, and true when one that was planted strikes. */
function strikes(/** @type {string} */ fault) {
  for (const one of planted) {
    if (one.fault !== fault || one.passes-- > 0) continue;
    planted = planted.filter((other) => other !== one);
    struck[fault] = (struck[fault] ?? 0) + 1;
    return true;
  }
  return false;
}

/** The bindings with a queue that loses and doubles messages. */
const withFaults = (/** @type {any} */ env) => ({ ...env, QUEUE: {
  /** @param {unknown} body @param {object} options */
  async send(body, options) {
    if (strikes('drop fn')) return;
    if (strikes('double fn')) await env.QUEUE.send(body, options);
    await env.QUEUE.send(body, options);
  } } });

export default class extends Front {
  /** @param {ExecutionContext} context @param {any} env */
  constructor(context, env) { super(context, withFaults(env)); }
}

export class Job extends Actor {
  /** @param {DurableObjectState} state @param {any} env */
  constructor(state, env) {
    const { storage } = state;
    const befalls = (/** @type {string} */ fault) =>
      strikes(`${fault} job`) || strikes(`${fault} job/${state.id.name}`);
    const transact = storage.transactionSync.bind(storage);
    const wake = storage.setAlarm.bind(storage);
    // Between an event's last write and its return.
    storage.transactionSync = (run) => transact(() => {
      const outcome = run();
      if (befalls('trap')) throw new Error('a planted trap');
      return outcome;
    });
    storage.setAlarm = async (at) => befalls('keep-asleep') ? undefined : wake(at);
    super(state, env);
  }
}

/** What the commands reach. */
export class PlantedFaults extends WorkerEntrypoint {
  plant(/** @type {{ fault: string, passes: number }} */ one) { planted.push(one); }

  struck() { return struck; }
}
