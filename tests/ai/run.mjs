// Runs build/asan/tests/ai/ai_mock_test against a mock of the providers' APIs (@copilotkit/aimock).
// Closes with a line `N passed, N failed, N skipped`.
//
// usage: node tests/ai/run.mjs [build folder]

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const build = process.argv[2] ?? join(root, 'build', 'asan');
const START_MS_MAX = 15_000;
const POLL_MS = 100;

/** A port that is free now. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Waits until somebody answers at `url`. */
async function answering(url) {
  for (let waited = 0; waited < START_MS_MAX; waited += POLL_MS) {
    if (await fetch(url).then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error('the mock does not answer');
}

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const mock = spawn(process.execPath,
  [join(root, 'node_modules/@copilotkit/aimock/dist/cli.js'), '--port', String(port),
    '--fixtures', join(here, 'fixtures.json'), '--strict', '--log-level', 'warn'],
  { stdio: ['ignore', 'inherit', 'inherit'] });
/** Counts of test cases in what Catch2 printed. */
function counts(output) {
  const all = /^All tests passed \(.* in (\d+) test cases?\)$/m.exec(output);
  if (all) return { passed: Number(all[1]), failed: 0 };
  const some = /^test cases:\s*(\d+) \|.*?(\d+) failed/m.exec(output);
  if (!some) return { passed: 0, failed: 1 };
  return { passed: Number(some[1]) - Number(some[2]), failed: Number(some[2]) };
}

let output = '';
try {
  await answering(url);
  const test = spawn(join(build, 'tests/ai/ai_mock_test'), [],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, AI_MOCK_URL: url } });
  test.stdout.on('data', (data) => { output += data; });
  await new Promise((resolve) => test.on('close', resolve));
} finally {
  mock.kill();
}
const { passed, failed } = counts(output);
if (failed > 0) console.log(output);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;
