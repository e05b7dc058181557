/**
 * The twin on workerd: `twin_workers.mjs one|two STABLE_MEMBERS`. As `two`, a gateway that calls fn
 * through a service binding, as the product's Workers do; as `one`, both in a single Worker, which
 * spares the call between them. Prints where it listens.
 */
import { fileURLToPath } from 'node:url';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';

const [shape, stable] = process.argv.slice(2);
const folder = fileURLToPath(new URL('.', import.meta.url));

function worker(name, rest) {
  return { name, modulesRoot: folder, compatibilityDate: '2026-11-17',
    compatibilityFlags: ['nodejs_compat', 'request_signal_passthrough'],
    modules: [{ type: 'ESModule', path: `${folder}twin_${name}.mjs` },
      { type: 'ESModule', path: `${folder}twin_logic.mjs` }],
    ...rest };
}

const front = { unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }] };
const bindings = { STABLE: stable };
const workers = shape === 'one' ? [worker('single', { ...front, bindings })]
  : [worker('gateway', { ...front, serviceBindings: { FN: 'fn' } }), worker('fn', { bindings })];
const miniflare = new Miniflare(convertV4MiniflareOptions({ log: new Log(LogLevel.ERROR), workers }));
const stop = async () => {
  await miniflare.dispose();
  process.exit(0);
};
process.on('SIGTERM', stop).on('SIGINT', stop);
await miniflare.ready;
const url = await miniflare.unsafeGetDirectURL(workers[0].name);
console.log(`twin listening on http://127.0.0.1:${url.port}`);
