import { globSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from 'wrangler';
import { ROOT, SOURCES, WORKERS } from './paths.js';

const ADDRESS = '127.0.0.1';
const PRODUCT = ['gateway', 'fn', 'sandbox'];
const CONFORMANCE = ['probe', 'sandbox'];

/** Modules of a bundle as Wrangler would upload them, the entry first. */
function modulesOf(/** @type {string} */ name) {
  const folder = join(WORKERS, name);
  const wasm = readdirSync(folder).filter((file) => file.endsWith('.wasm'));
  return {
    modulesRoot: folder,
    modules: [{ type: 'ESModule', path: join(folder, 'index.js') },
      ...wasm.map((file) => ({ type: 'CompiledWasm', path: join(folder, file) }))],
  };
}

/**
 * Configuration of a local run: the operator's own, and that it listens on loopback alone. What
 * trusts Cloudflare's edge (`SKERRY_HOSTS`) does not hold here.
 */
function localSettings() {
  const own = Object.entries(process.env).filter(([name]) => name.startsWith('SKERRY_'));
  return { SKERRY_AUTHENTICATION: 'open-on-loopback', SKERRY_HOSTS: '', ...Object.fromEntries(own) };
}

/** One Worker's options for Miniflare, from what is deployed. */
function workerOptions(/** @type {string} */ name) {
  const { workerOptions: { modulesRules, ...options } } =
    unstable_getMiniflareWorkerOptions(join(SOURCES, name, 'wrangler.jsonc'));
  return { ...options, ...modulesOf(name), name: `skerry-${name}`,
    bindings: { ...options.bindings, ...localSettings() } };
}

/** Applies the modules' migrations as `wrangler d1 migrations apply` does. */
async function migrate(/** @type {D1Database} */ database) {
  await database.prepare('CREATE TABLE IF NOT EXISTS d1_migrations(id INTEGER PRIMARY KEY ' +
    'AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)').run();
  const { results } = await database.prepare('SELECT name FROM d1_migrations').all();
  const applied = new Set(results.map(({ name }) => name));
  const files = globSync('modules/*/migrations/*.sql', { cwd: ROOT });
  files.sort((left, right) => basename(left) < basename(right) ? -1 : 1);
  for (const file of files) {
    const name = file.slice('modules/'.length);
    if (applied.has(name)) continue;
    const statements = unstable_splitSqlQuery(readFileSync(join(ROOT, file), 'utf8'));
    await database.batch([...statements.map((sql) => database.prepare(sql)),
      database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)]);
  }
}

/** Lets a test drive what no request can: `evict <namespace>/<name>` ends an actor's memory. */
function acceptCommands(/** @type {Miniflare} */ workers) {
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const [, name] = /^evict probe-actor\/(.+)$/.exec(line) ?? [];
    if (!name) return console.error(`run-workers: no such command: ${line}`);
    try {
      await workers.unsafeEvictDurableObject('skerry-probe', 'ProbeActor', { name });
      console.log(`evicted probe-actor/${name}`);
    } catch (error) {
      console.error(`run-workers: ${error}`);
    }
  });
}

async function main() {
  const { values } = parseArgs({ options: {
    port: { type: 'string', default: '8787' }, 'data-dir': { type: 'string' },
    probe: { type: 'boolean', default: false } } });
  const names = values.probe ? CONFORMANCE : PRODUCT;
  if (values['data-dir']) mkdirSync(values['data-dir'], { recursive: true });
  const front = { host: ADDRESS, port: Number(values.port),
    ...(values.probe && { entrypoint: 'PublicProbe' }) };
  const options = names.map((name, index) => ({
    ...workerOptions(name), ...(index === 0 && { unsafeDirectSockets: [front] }) }));
  const workers = new Miniflare(convertV4MiniflareOptions(/** @type {any} */ ({
    log: new Log(LogLevel.ERROR),
    handleStructuredLogs: (/** @type {{ message: string }} */ { message }) => console.error(message),
    resourcePersistencePath: values['data-dir'] && resolve(values['data-dir']),
    workers: options,
  })));
  const stop = async () => {
    await workers.dispose();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  await workers.ready;
  const [{ name }] = options;
  await migrate(await workers.getD1Database('DATABASE', name));
  const url = await workers.unsafeGetDirectURL(name, front.entrypoint);
  await fetch(new URL('/health', url));
  if (values.probe) acceptCommands(workers);
  console.log(`skerry listening on http://${ADDRESS}:${url.port}`);
}

main().catch((error) => {
  console.error(`run-workers: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
