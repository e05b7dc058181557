/**
 * Makes src/openapi.ts from what a running server says of itself.
 *
 *     node generate.mjs <URL of a server>
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';

/**
 * Tells one description from another. What a server's configuration says, such as whether it needs
 * a key, is left out: no type depends on it.
 */
export const fingerprint = ({ paths, webhooks, components: { schemas } }) =>
  createHash('sha256').update(JSON.stringify([paths, webhooks, schemas])).digest('hex');

/** @param {object} document @returns {Promise<string>} a file of TypeScript */
export const typesOf = async (document) => [
  '// Made by generate.mjs from GET /openapi.json.',
  `export const fingerprint = '${fingerprint(document)}';`,
  astToString(await openapiTypescript(structuredClone(document), { alphabetize: true })),
].join('\n');

/** Writes the types of the server at `url`. */
export async function generate(url) {
  const response = await fetch(new URL('/openapi.json', url));
  if (!response.ok) throw new Error(`${url} describes nothing: ${response.status}`);
  writeFileSync(fileURLToPath(new URL('src/openapi.ts', import.meta.url)),
    await typesOf(await response.json()));
}

if (process.argv[1]?.endsWith('generate.mjs')) await generate(process.argv[2]);
