import { component } from '../../build/workers/components/fn/component.js';
import { basics } from '../shims/capabilities/basics.js';
import { fetch } from '../shims/capabilities/fetch.js';
import { http } from '../shims/capabilities/http.js';
import { queue } from '../shims/capabilities/queue.js';
import { rpc } from '../shims/capabilities/rpc.js';
import { sandbox } from '../shims/capabilities/sandbox.js';
import { storage } from '../shims/capabilities/storage.js';
import { timers } from '../shims/capabilities/timers.js';
import { stateless } from '../shims/stateless.js';

/** Reached by service bindings alone, over HTTP and by the methods named here. */
export default stateless({
  component,
  capabilities: {
    ...basics, http, rpc, fetch, storage, queue, timers, sandbox },
  body: 'eager',
  door: 'private',
  wiring: (env) => ({
    database: env.DATABASE,
    queues: { fn: env.QUEUE },
    sandbox: env.SANDBOX,
    metrics: env.METRICS,
  }),
}, [
  'executeFunction', 'classify', 'getJob', 'cancelJob', 'listTasks', 'completeTask',
  'invokeFunction',
]);
