/**
 * The twin on workerd: `twin_workers.mjs one|two STABLE_MEMBERS`. As `two`, a gateway that calls fn
 * through a service binding, as the product's Workers do; as `one`, both in a single Worker, which
 * spares the call between them. Prints where it listens.
 */
import { fileURLToPath } from 'node:url';
import { listening, serve } from './workers_server.mjs';

const [shape, stable] = process.argv.slice(2);
const folder = fileURLToPath(new URL('.', import.meta.url));

function worker(name, rest) {
  return { name, modulesRoot: folder, compatibilityDate: '2026-11-17',
    compatibilityFlags: ['nodejs_compat', 'request_signal_passthrough'],
    modules: [{ type: 'ESModule', path: `${folder}twin_${name}.mjs` },
      { type: 'ESModule', path: `${folder}twin_logic.mjs` }],
    ...rest };
}

const bindings = { STABLE: stable };
const workers = shape === 'one' ? [worker('single', { ...listening, bindings })]
  : [worker('gateway', { ...listening, serviceBindings: { FN: 'fn' } }), worker('fn', { bindings })];
await serve(workers, workers[0].name, 'twin');
