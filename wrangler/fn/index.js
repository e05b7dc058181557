import { component } from '../../build/workers/components/fn/component.js';
import { component as jobComponent } from '../../build/workers/components/job/component.js';
import { actor } from '../shims/actor.js';
import { actorStorage } from '../shims/capabilities/actor_storage.js';
import { alarm } from '../shims/capabilities/alarm.js';
import { basics } from '../shims/capabilities/basics.js';
import { fetch } from '../shims/capabilities/fetch.js';
import { http } from '../shims/capabilities/http.js';
import { queue } from '../shims/capabilities/queue.js';
import { rpc } from '../shims/capabilities/rpc.js';
import { sandbox } from '../shims/capabilities/sandbox.js';
import { sockets } from '../shims/capabilities/sockets.js';
import { storage } from '../shims/capabilities/storage.js';
import { timers } from '../shims/capabilities/timers.js';
import { stateless } from '../shims/stateless.js';
import { workersAi } from '../shims/workers_ai.js';

/** @import { Wiring } from '../shims/types' */

const capabilities = { ...basics, http, fetch, storage, timers };

/** @param {any} env @returns {Wiring} */
const wiring = (env) => ({
  // The agent's binding is there once its Worker is, that of Workers AI where the operator wants it.
  services: { fn: env.FN, ...(env.AGENT && { agent: env.AGENT }),
    ...(env.AI && { 'workers-ai': workersAi(env.AI) }) },
  actors: { job: env.JOB },
  queues: { fn: env.QUEUE, 'fn-dead': env.DEAD_QUEUE },
  database: env.DATABASE,
  sandbox: env.SANDBOX,
  metrics: env.METRICS,
});

/** Reached by service bindings alone, over HTTP and by the methods named here. */
export default stateless({
  component,
  capabilities: { ...capabilities, rpc, queue, sandbox },
  body: 'eager',
  door: 'private',
  wiring,
}, [
  'executeFunction', 'classify', 'getJob', 'cancelJob', 'listTasks', 'completeTask',
  'invokeFunction',
]);

/** One job each. */
export const Job = actor({
  component: jobComponent,
  capabilities: { ...capabilities, 'actor-storage': actorStorage, alarm, sockets },
  body: 'on-demand',
  door: 'private',
  wiring,
}, 'job');
