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
