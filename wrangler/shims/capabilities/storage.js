import { failure } from '../failure.js';
import { parseBatch, resultJson } from '../sql.js';
import { sqlFailure } from '../sql_failure.js';

/** @import { Host } from '../types' */

/**
 * `skerry:host/storage` on D1. D1's batches return objects: of a statement without rows the columns
 * are not known, and columns of the same name are one.
 */
export const storage = (/** @type {Host} */ host) => ({
  batch: (/** @type {bigint} */ op, /** @type {string} */ statements) =>
    host.start(op, () => runBatch(host.wiring.database, statements),
      (events, outcome) => events.storageEvents.onResult(op, outcome)),
});

/** @param {D1Database | undefined} database @param {string} statements */
async function runBatch(database, statements) {
  if (!database) throw failure('unavailable', 'no database is bound');
  const batch = parseBatch(statements);
  if (batch.length === 0) return '[]';
  try {
    const results = await database.batch(batch.map(
      ({ sql, params }) => database.prepare(sql).bind(...params)));
    return `[${results.map(({ results: found, meta }) => {
      const rows = /** @type {Record<string, unknown>[]} */ (found);
      const columns = rows.length > 0 ? Object.keys(rows[0]) : [];
      return resultJson(columns, rows.map((row) => columns.map((name) => row[name])), meta.changes);
    }).join(',')}]`;
  } catch (error) {
    throw sqlFailure(error);
  }
}
