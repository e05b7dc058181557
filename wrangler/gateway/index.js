import { component } from '../../build/workers/components/gateway/component.js';
import { basics } from '../shims/capabilities/basics.js';
import { fetch } from '../shims/capabilities/fetch.js';
import { http } from '../shims/capabilities/http.js';
import { storage } from '../shims/capabilities/storage.js';
import { stateless } from '../shims/stateless.js';

/** The only Worker with a route. */
export default stateless({
  component,
  capabilities: { ...basics, http, fetch, storage },
  body: 'on-demand',
  door: 'public',
  wiring: (env) => ({
    services: { fn: env.FN },
    database: env.DATABASE,
    metrics: env.METRICS,
  }),
});
