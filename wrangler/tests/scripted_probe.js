import { actor } from '../shims/actor.js';
import { actorStorage } from '../shims/capabilities/actor_storage.js';
import { alarm } from '../shims/capabilities/alarm.js';
import { basics } from '../shims/capabilities/basics.js';
import { blobs } from '../shims/capabilities/blobs.js';
import { fetch } from '../shims/capabilities/fetch.js';
import { http } from '../shims/capabilities/http.js';
import { queue } from '../shims/capabilities/queue.js';
import { rpc } from '../shims/capabilities/rpc.js';
import { sockets } from '../shims/capabilities/sockets.js';
import { storage } from '../shims/capabilities/storage.js';
import { timers } from '../shims/capabilities/timers.js';
import { stateless } from '../shims/stateless.js';
import { component } from './scripted_component.js';

const capabilities = { ...basics, http, fetch, storage, blobs, timers };
const wiring = (env) => ({
  services: { probe: env.PROBE },
  actors: { 'probe-actor': env.PROBE_ACTOR },
  queues: { probe: env.QUEUE },
  database: env.DATABASE,
  blobs: env.BLOBS,
});
const common = { component, body: 'eager', door: 'private', wiring };

export default stateless(
  { ...common, capabilities: { ...capabilities, rpc, queue } }, ['echo', 'hang']);

export const ProbeActor = actor({
  ...common,
  capabilities: { ...capabilities, 'actor-storage': actorStorage, alarm, sockets },
}, 'probe-actor');
