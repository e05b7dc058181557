import { execFileSync } from 'node:child_process';
import {
  existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { checkCores } from './cores.js';
import { BIN, MODULES, ROOT, SOURCES, WORKERS } from './paths.js';

/** Each Worker's modules, and the most its upload may have, in bytes and uncompressed. */
const BUNDLES = {
  gateway: { components: ['gateway'], cores: [], bytesMax: 1 << 20 },
  fn: { components: ['fn', 'job'], cores: [], bytesMax: 4 << 20 },
  sandbox: { components: [], cores: ['sandbox', 'typestrip'], bytesMax: 8 << 20 },
  probe: { components: ['probe', 'probe-actor'], cores: [], bytesMax: 4 << 20 },
};

/** @typedef {keyof typeof BUNDLES} BundleName */

/** Runs a tool quietly; its output is shown when it fails. */
function run(/** @type {string} */ command, /** @type {string[]} */ args) {
  try {
    execFileSync(command, args, { cwd: ROOT, stdio: 'pipe', env: { ...process.env,
      WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: join(WORKERS, 'logs') } });
  } catch (error) {
    const { stdout, stderr } = /** @type {any} */ (error);
    throw new Error(`${command} ${args[0]} failed:\n${stdout}${stderr}`);
  }
}

/** The file a module was built to; it must be there. */
function moduleFile(/** @type {string} */ name) {
  const file = join(MODULES, `${name}.wasm`);
  if (!existsSync(file)) throw new Error(`${name}.wasm is missing: run scripts/build wasm`);
  return file;
}

/** Turns a component into JavaScript glue, its core modules, and `component.js` to import. */
function transpile(/** @type {string} */ name) {
  const folder = join(WORKERS, 'components', name);
  const made = join(folder, 'component.js');
  if (existsSync(made) && statSync(made).mtimeMs > statSync(moduleFile(name)).mtimeMs) return;
  rmSync(folder, { recursive: true, force: true });
  run(join(BIN, 'jco'), ['transpile', moduleFile(name), '-o', folder, '--name', name, '-I', 'sync',
    '--no-nodejs-compat', '--base64-cutoff=0', '--no-typescript']);
  // Glue is jco's to check, and has no types.
  const glue = join(folder, `${name}.js`);
  writeFileSync(glue, `// @ts-nocheck\n${readFileSync(glue)}`);
  const cores = readdirSync(folder).filter((file) => file.endsWith('.wasm')).sort();
  writeFileSync(made, [
    `import { instantiate } from './${name}.js';`,
    ...cores.map((file, index) => `import core${index} from './${file}';`),
    `export const component = { instantiate, cores: {`,
    ...cores.map((file, index) => `  '${file}': core${index},`),
    '} };', ''].join('\n'));
}

/** Bytes of an upload: scripts and modules, without source maps and Wrangler's notes. */
const uploadBytes = (/** @type {string} */ folder) => readdirSync(folder)
  .filter((file) => file.endsWith('.js') || file.endsWith('.wasm'))
  .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

/** Files that a Worker is made of: its own and the shims, the tools, and the modules. */
const inputsOf = (/** @type {BundleName} */ name) => [
  ...globSync(`{shims,tools,${name}}/**/*.{js,jsonc}`, { cwd: SOURCES })
    .map((file) => join(SOURCES, file)),
  ...[...BUNDLES[name].components, ...BUNDLES[name].cores].map(moduleFile)];

/** Makes one Worker unless it is newer than all it is made of; returns its size in bytes. */
export function bundle(/** @type {BundleName} */ name) {
  const { components, cores, bytesMax } = BUNDLES[name];
  const folder = join(WORKERS, name);
  const done = join(folder, 'README.md');
  const madeMs = existsSync(done) ? statSync(done).mtimeMs : 0;
  if (inputsOf(name).every((file) => statSync(file).mtimeMs < madeMs)) return uploadBytes(folder);
  components.forEach(transpile);
  cores.forEach(moduleFile);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run(process.execPath, [join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js'), 'deploy',
    '--dry-run', '--outdir', folder, '--config', join(SOURCES, name, 'wrangler.jsonc')]);
  const bytes = uploadBytes(folder);
  try {
    if (bytes > bytesMax) throw new Error(`${name}: ${bytes} bytes, allowed are ${bytesMax}`);
    checkCores(folder, [...components, ...cores].map(moduleFile));
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  return bytes;
}

/** @param {string[]} names none means all */
export function bundleAll(names) {
  return (names.length > 0 ? names : Object.keys(BUNDLES)).map((name) => {
    if (!(name in BUNDLES)) throw new Error(`no such Worker: ${name}`);
    return { name, bytes: bundle(/** @type {BundleName} */ (name)) };
  });
}

if (process.argv[1]?.endsWith('bundle.js')) {
  try {
    for (const { name, bytes } of bundleAll(process.argv.slice(2))) {
      console.log(`${name.padEnd(8)} ${String(bytes).padStart(9)} bytes, core modules identical`);
    }
  } catch (error) {
    console.error(`bundle-workers: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
