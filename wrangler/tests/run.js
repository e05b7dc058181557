import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { SOURCES } from '../tools/paths.js';

/**
 * Runs every test below wrangler/, or the files named, and closes with
 * `N passed, N failed, N skipped`.
 */
const named = process.argv.slice(2);
const files = (named.length > 0 ? named : globSync('**/*_test.js', { cwd: SOURCES }).sort())
  .map((file) => join(SOURCES, file));
const counts = { passed: 0, failed: 0, skipped: 0 };
for await (const { type, data } of run({ files, concurrency: false })) {
  if (!['test:pass', 'test:fail'].includes(type) || data.details?.type === 'suite') continue;
  if (data.skip !== undefined) {
    counts.skipped++;
    console.log(`skipped: ${data.name}: ${data.skip}`);
  } else if (type === 'test:pass') {
    counts.passed++;
  } else {
    counts.failed++;
    const { cause } = data.details.error;
    console.log(`FAILED: ${data.name}\n${cause?.stack ?? cause ?? data.details.error}\n`);
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
