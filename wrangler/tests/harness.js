import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { SOURCES } from '../tools/paths.js';

const COMPATIBILITY = {
  compatibilityDate: '2026-11-17',
  compatibilityFlags: ['nodejs_compat', 'request_signal_passthrough'] };

/** Limits that a test would wait for too long. */
const shortLimits = {
  name: 'short-limits',
  setup(build) {
    build.onLoad({ filter: /shims\/limits\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replace(/REQUEST_DEADLINE_MS = [0-9_]+/, 'REQUEST_DEADLINE_MS = 2_000')
        .replace(/INSTANCES_MAX = [0-9_]+/, 'INSTANCES_MAX = 2') }));
  },
};

/** A Worker of this folder as one module. */
async function script(name) {
  const { outputFiles } = await build({ entryPoints: [join(SOURCES, 'tests', `${name}.js`)],
    bundle: true, format: 'esm', write: false, external: ['cloudflare:*', 'node:*'],
    plugins: [shortLimits] });
  return outputFiles[0].text;
}

/** Starts the scripted Workers; `url` is the public door's own socket. */
export async function startWorkers() {
  const workers = new Miniflare(convertV4MiniflareOptions({
    log: new Log(LogLevel.ERROR),
    workers: [
      { name: 'door', modules: true, script: await script('scripted_door'), ...COMPATIBILITY,
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        bindings: { SKERRY_API_KEY: 'k' },
        serviceBindings: { PROBE: 'probe' }, d1Databases: { DATABASE: 'shared' },
        durableObjects: { PROBE_ACTOR: { className: 'ProbeActor', scriptName: 'probe' } } },
      { name: 'probe', modules: true, script: await script('scripted_probe'), ...COMPATIBILITY,
        serviceBindings: { PROBE: 'probe' }, d1Databases: { DATABASE: 'shared' },
        durableObjects: { PROBE_ACTOR: { className: 'ProbeActor', useSQLite: true } },
        r2Buckets: { BLOBS: 'blobs' },
        queueProducers: { QUEUE: { queueName: 'skerry-probe' } },
        queueConsumers: { 'skerry-probe-dead': { maxBatchTimeout: 0 }, 'skerry-probe': {
          maxBatchTimeout: 0, maxRetries: 1, deadLetterQueue: 'skerry-probe-dead' } } },
      { name: 'caller', modules: true, ...COMPATIBILITY,
        script: `export default { fetch: async (request, { PROBE }) =>
          Response.json(await PROBE[new URL(request.url).pathname.slice(1)]({ a: 1 })) }`,
        serviceBindings: { PROBE: { name: 'probe', props: { principal: { tenant: 'bound' } } } } },
    ],
  }));
  await workers.ready;
  const url = await workers.unsafeGetDirectURL('door');
  return { workers, url: url.href.replace(/\/$/, '') };
}

/** An origin on the internet, as far as the Workers can tell. */
export async function startOrigin(handle) {
  const server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}
