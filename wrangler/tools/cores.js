import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WASM_TOOLS } from './paths.js';

const sha256 = (/** @type {Uint8Array} */ bytes) =>
  createHash('sha256').update(bytes).digest('hex');

/** A component's layer field is 1 where a core module's is 0. */
const isComponent = (/** @type {Uint8Array} */ bytes) => bytes[6] === 1;

/** Hashes of the core modules of a component, or of a core module itself. */
export function coreHashes(/** @type {string} */ file) {
  const bytes = readFileSync(file);
  if (!isComponent(bytes)) return [sha256(bytes)];
  const folder = mkdtempSync(join(tmpdir(), 'skerry-cores-'));
  try {
    execFileSync(WASM_TOOLS, ['component', 'unbundle', file, '--module-dir', folder,
      '--threshold', '0', '-o', join(folder, 'rest')], { stdio: 'pipe' });
    return readdirSync(folder).filter((name) => name !== 'rest')
      .map((name) => sha256(readFileSync(join(folder, name))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Throws unless a bundle holds exactly the core modules of the modules given. */
export function checkCores(/** @type {string} */ bundle, /** @type {string[]} */ modules) {
  const shipped = new Set(modules.flatMap(coreHashes));
  const bundled = new Set(readdirSync(bundle).filter((file) => file.endsWith('.wasm'))
    .map((file) => sha256(readFileSync(join(bundle, file)))));
  const differ = [...shipped].some((hash) => !bundled.has(hash)) ||
    [...bundled].some((hash) => !shipped.has(hash));
  if (shipped.size === 0 || differ) {
    throw new Error(`core modules in ${bundle} differ from those of ${modules.join(' ')}`);
  }
}
