import { component as actorComponent }
  from '../../build/workers/components/probe-actor/component.js';
import { component } from '../../build/workers/components/probe/component.js';
import { actor } from '../shims/actor.js';
import { actorStorage } from '../shims/capabilities/actor_storage.js';
import { alarm } from '../shims/capabilities/alarm.js';
import { basics } from '../shims/capabilities/basics.js';
import { blobs } from '../shims/capabilities/blobs.js';
import { fetch } from '../shims/capabilities/fetch.js';
import { http } from '../shims/capabilities/http.js';
import { queue } from '../shims/capabilities/queue.js';
import { rpc } from '../shims/capabilities/rpc.js';
import { sandbox } from '../shims/capabilities/sandbox.js';
import { sockets } from '../shims/capabilities/sockets.js';
import { storage } from '../shims/capabilities/storage.js';
import { timers } from '../shims/capabilities/timers.js';
import { stateless } from '../shims/stateless.js';

/** @import { Definition, Wiring } from '../shims/types' */

const capabilities = { ...basics, http, fetch, storage, blobs, timers, sandbox };

/** @param {any} env @returns {Wiring} */
const wiring = (env) => ({
  services: { probe: env.PROBE },
  actors: { 'probe-actor': env.PROBE_ACTOR },
  queues: { probe: env.QUEUE },
  database: env.DATABASE,
  blobs: env.BLOBS,
  sandbox: env.SANDBOX,
});

/** @type {Omit<Definition, 'door'>} */
const probe = {
  component, capabilities: { ...capabilities, rpc, queue }, body: 'on-demand', wiring };

/** Exercises every capability, for the conformance suite; never deployed. */
export default stateless({ ...probe, door: 'private' }, ['echo', 'run']);

/** The same for callers from outside. */
export const PublicProbe = stateless({ ...probe, door: 'public' });

export const ProbeActor = actor({
  component: actorComponent,
  capabilities: { ...capabilities, 'actor-storage': actorStorage, alarm, sockets },
  body: 'on-demand',
  door: 'private',
  wiring,
}, 'probe-actor');
