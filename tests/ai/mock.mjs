/** A mock of the providers' APIs that others wrote (@copilotkit/aimock), as a process. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const START_MS_MAX = 15_000;
const POLL_MS = 100;

/** A port that is free now. */
const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close(() => resolve(port));
  });
});

/** Waits until somebody answers at `url`. */
async function answering(url) {
  for (let waited = 0; waited < START_MS_MAX; waited += POLL_MS) {
    if (await fetch(url).then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error('the mock does not answer');
}

/**
 * Starts the mock with a file of fixtures and waits until it answers. `stop` ends it.
 *
 * @param {string} fixtures
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
export async function startMock(fixtures) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const mock = spawn(process.execPath,
    [join(root, 'node_modules/@copilotkit/aimock/dist/cli.js'), '--port', new URL(url).port,
      '--fixtures', fixtures, '--strict', '--log-level', 'warn'],
    { stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = () => { mock.kill(); };
  await answering(url).catch((error) => { stop(); throw error; });
  return { url, stop };
}
