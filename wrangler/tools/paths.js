import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of the checkout. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const MODULES = join(ROOT, 'build', 'wasm', 'modules');
export const WORKERS = join(ROOT, 'build', 'workers');
export const SOURCES = join(ROOT, 'wrangler');
export const BIN = join(ROOT, 'node_modules', '.bin');
export const WASM_TOOLS = join(ROOT, '.toolchain', 'venv', 'bin', 'wasm-tools');
