import { basics } from '../shims/capabilities/basics.js';
import { fetch } from '../shims/capabilities/fetch.js';
import { http } from '../shims/capabilities/http.js';
import { storage } from '../shims/capabilities/storage.js';
import { stateless } from '../shims/stateless.js';
import { component } from './scripted_component.js';

/** A public door that forwards to the scripted service and actor. */
export default stateless({
  component,
  capabilities: { ...basics, http, fetch, storage },
  body: 'on-demand',
  door: 'public',
  wiring: (env) => ({
    services: { probe: env.PROBE },
    actors: { 'probe-actor': env.PROBE_ACTOR },
    database: env.DATABASE,
  }),
});
