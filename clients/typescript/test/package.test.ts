import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** This package, seen from dist/test. */
const here = fileURLToPath(new URL('../..', import.meta.url));

test('the package is packed, installed and imported in an empty project', (t) => {
  const project = mkdtempSync(join(tmpdir(), 'skerry-client-'));
  t.after(() => rmSync(project, { recursive: true, force: true }));
  const run = (command: string, ...words: string[]) =>
    execFileSync(command, words,
      { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const packed = run('npm', 'pack', here, '--silent').trim();
  writeFileSync(join(project, 'package.json'), '{"type": "module"}');
  // The client has no dependencies, so nothing is asked of a registry.
  run('npm', 'install', `./${packed}`, '--offline', '--no-audit', '--silent');
  writeFileSync(join(project, 'use.js'), `import * as client from 'skerry-client';
    console.log(typeof client.SkerryClient, typeof client.isJob);`);
  assert.equal(run(process.execPath, 'use.js'), 'function function\n');
});
