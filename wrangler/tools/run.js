import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { modelSettings } from '../shims/capabilities/config.js';
import { migrate, workerOptions } from './bundled.js';
import { acceptCommands, callerOptions, withFaults } from './commands.js';

const ADDRESS = '127.0.0.1';
const PRODUCT = ['gateway', 'fn', 'sandbox'];
const CONFORMANCE = ['probe', 'sandbox'];

/**
 * Configuration of a local run: the operator's own, that of models included, and that it listens on loopback alone. What
 * trusts Cloudflare's edge (`SKERRY_HOSTS`) does not hold here.
 */
function localSettings() {
  const own = Object.entries(process.env).filter(([name]) =>
    name.startsWith('SKERRY_') || modelSettings.includes(name));
  return {
    SKERRY_AUTHENTICATION: 'open-on-loopback', SKERRY_HOSTS: '', ...Object.fromEntries(own) };
}

async function main() {
  const { values } = parseArgs({ options: {
    port: { type: 'string', default: '8787' }, 'data-dir': { type: 'string' },
    probe: { type: 'boolean', default: false }, 'ai-proxy': { type: 'string' },
    'test-commands': { type: 'boolean', default: false } } });
  const names = values.probe ? CONFORMANCE : PRODUCT;
  if (values['data-dir']) mkdirSync(values['data-dir'], { recursive: true });
  const front = { host: ADDRESS, port: Number(values.port),
    ...(values.probe && { entrypoint: 'PublicProbe' }) };
  const options = names.map((name, index) => ({
    ...(name === 'fn' && values['test-commands'] ? withFaults : (/** @type {any} */ own) => own)(
      workerOptions(name, localSettings())),
    ...(name === 'fn' && values['ai-proxy'] && { ai: {
      binding: 'AI', remoteProxyConnectionString: new URL(values['ai-proxy']) } }),
    ...(index === 0 && { unsafeDirectSockets: [front] }) }));
  const workers = new Miniflare(convertV4MiniflareOptions(/** @type {any} */ ({
    log: new Log(LogLevel.ERROR),
    handleStructuredLogs: (/** @type {{ message: string }} */ line) => console.error(line.message),
    resourcePersistencePath: values['data-dir'] && resolve(values['data-dir']),
    workers: values['test-commands']
      ? [...options, callerOptions(values.probe ? ['probe'] : ['fn'])] : options,
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
  if (values['test-commands']) acceptCommands(workers);
  console.log(`skerry listening on http://${ADDRESS}:${url.port}`);
}

main().catch((error) => {
  console.error(`run-workers: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
