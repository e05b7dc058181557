// Runs build/asan/tests/ai/ai_mock_test against a mock of the providers' APIs (@copilotkit/aimock).
// Closes with a line `N passed, N failed, N skipped`.
//
// usage: node tests/ai/run.mjs [build folder]

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMock } from './mock.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const build = process.argv[2] ?? join(root, 'build', 'asan');
const mock = await startMock(join(here, 'fixtures.json'));
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
  const test = spawn(join(build, 'tests/ai/ai_mock_test'), [],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, AI_MOCK_URL: mock.url } });
  test.stdout.on('data', (data) => { output += data; });
  await new Promise((resolve) => test.on('close', resolve));
} finally {
  mock.stop();
}
const { passed, failed } = counts(output);
if (failed > 0) console.log(output);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;
