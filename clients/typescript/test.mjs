/**
 * Builds the client against a server of this repository, runs its tests with it, and closes with
 * `N passed, N failed, N skipped`.
 *
 *     node clients/typescript/test.mjs [native|workers]
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Host } from '../../tests/conformance/hosts.mjs';
import { build } from './build.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const counts = { passed: 0, failed: 0, skipped: 0 };
const host = new Host(process.argv[2] ?? 'native', 'product');
try {
  await host.start();
  await build(host.url);
  process.env.SKERRY_URL = host.url;
  const folder = join(here, 'dist/test');
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.js'))
    .map((file) => join(folder, file));
  for await (const { type, data } of run({ files, concurrency: false })) {
    if (!['test:pass', 'test:fail'].includes(type)) continue;
    if (data.skip !== undefined) counts.skipped += 1;
    else if (type === 'test:pass') counts.passed += 1;
    else {
      counts.failed += 1;
      const { cause } = data.details.error;
      console.log(`FAILED: ${data.name}\n${cause?.stack ?? cause ?? data.details.error}\n`);
    }
  }
} catch (error) {
  counts.failed += 1;
  console.log(`FAILED: ${error.stack}`);
} finally {
  await host.stop().catch(() => {});
  host.cleanUp();
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
