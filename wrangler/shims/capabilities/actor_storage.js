import { parseStatement, resultJson } from '../sql.js';
import { sqlFailure } from '../sql_failure.js';

/** @import { Host } from '../types' */

/** `skerry:host/actor-storage` on a Durable Object's own SQLite database. */
export const actorStorage = (/** @type {Host} */ host) => {
  const { sql } = /** @type {import('../types').ActorContext} */ (host.actor).state.storage;
  const totalChanges = () => Number(sql.exec('SELECT total_changes() AS n').one().n);
  return {
    execute(/** @type {string} */ text, /** @type {string} */ params) {
      try {
        const statement = parseStatement(text, params);
        const before = totalChanges();
        const cursor = sql.exec(statement.sql, ...statement.params);
        const rows = [...cursor.raw()];
        // The platform's own count includes index entries; the contract's does not.
        const changes = cursor.rowsWritten === 0 ? 0 : totalChanges() - before;
        return resultJson(cursor.columnNames, rows, changes);
      } catch (error) {
        throw sqlFailure(error);
      }
    },
  };
};
