import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from 'wrangler';
import { ROOT, SOURCES, WORKERS } from './paths.js';

/** Modules of a bundle as Wrangler would upload them, the entry first. */
function modulesOf(/** @type {string} */ name) {
  const folder = join(WORKERS, name);
  const wasm = readdirSync(folder).filter((file) => file.endsWith('.wasm'));
  return {
    modulesRoot: folder,
    modules: [{ type: 'ESModule', path: join(folder, 'index.js') },
      ...wasm.map((file) => ({ type: 'CompiledWasm', path: join(folder, file) }))],
  };
}

/**
 * One Worker's options for Miniflare, from what is deployed and further variables.
 *
 * @param {string} name @param {Record<string, string | undefined>} variables
 */
export function workerOptions(name, variables) {
  const { workerOptions: { modulesRules, ...options } } =
    unstable_getMiniflareWorkerOptions(join(SOURCES, name, 'wrangler.jsonc'));
  return { ...options, ...modulesOf(name), name: `skerry-${name}`,
    bindings: { ...options.bindings, ...variables } };
}

/** Applies the modules' migrations as `wrangler d1 migrations apply` does. */
export async function migrate(/** @type {D1Database} */ database) {
  await database.prepare('CREATE TABLE IF NOT EXISTS d1_migrations(' +
    'id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, ' +
    'applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)').run();
  const { results } = await database.prepare('SELECT name FROM d1_migrations').all();
  const applied = new Set(results.map(({ name }) => name));
  const files = globSync('modules/*/migrations/*.sql', { cwd: ROOT });
  files.sort((left, right) => basename(left) < basename(right) ? -1 : 1);
  for (const file of files) {
    const name = file.slice('modules/'.length);
    if (applied.has(name)) continue;
    const statements = unstable_splitSqlQuery(readFileSync(join(ROOT, file), 'utf8'));
    await database.batch([...statements.map((sql) => database.prepare(sql)),
      database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)]);
  }
}
