/**
 * Makes a package of the client: types and dist/.
 *
 *     node build.mjs <URL of a server>
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from './generate.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Makes the types of the server at `url` and compiles the client and its tests to dist/. */
export async function build(url) {
  await generate(url);
  rmSync(join(here, 'dist'), { recursive: true, force: true });
  execFileSync(join(here, '../../node_modules/.bin/tsc'), ['--project', here], { stdio: 'inherit' });
}

if (process.argv[1]?.endsWith('build.mjs')) await build(process.argv[2]);
