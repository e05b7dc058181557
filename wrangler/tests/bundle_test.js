import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundleAll } from '../tools/bundle.js';
import { checkCores, coreHashes } from '../tools/cores.js';
import { MODULES, WORKERS } from '../tools/paths.js';

test('every Worker is bundled within its bound and holds the components\' core modules', () => {
  const names = bundleAll([]).map(({ name }) => name);
  assert.deepEqual(names, ['gateway', 'fn', 'sandbox', 'probe']);
});

test('a bundle whose core module differs in one byte is noticed', () => {
  const copy = mkdtempSync(join(tmpdir(), 'skerry-bundle-'));
  try {
    cpSync(join(WORKERS, 'gateway'), copy, { recursive: true });
    const modules = [join(MODULES, 'gateway.wasm')];
    checkCores(copy, modules);
    const core = join(copy, readdirSync(copy).find((file) => file.endsWith('.wasm')) ?? '');
    const bytes = readFileSync(core);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(core, bytes);
    assert.throws(() => checkCores(copy, modules), /differ/);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('a component holds its module and the two that carry its imports', () => {
  assert.equal(coreHashes(join(MODULES, 'gateway.wasm')).length, 3);
  assert.equal(coreHashes(join(MODULES, 'sandbox.wasm')).length, 1);
});
