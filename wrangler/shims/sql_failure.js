import { failure, HostFailure } from './failure.js';
import { SQL_PARAMETERS_MAX, SQL_ROW_BYTES_MAX } from './limits.js';
import { limit } from './sql.js';

/**
 * What the platform says when it refuses a statement, and the failure that it is.
 *
 * @type {[RegExp, (text: string) => HostFailure][]}
 */
const REFUSALS = [
  [/SQLITE_CONSTRAINT|constraint failed/i, (text) => failure('constraint', text)],
  [/SQLITE_AUTH|not authorized|prohibited|cannot VACUUM|use the state\.storage\.transaction/i,
    (text) => failure('denied', text)],
  [/SQLITE_TOOBIG|too big/i, () => limit('sql_row_bytes_max', SQL_ROW_BYTES_MAX)],
  [/too many SQL variables|variable number must be/i,
    () => limit('sql_parameters_max', SQL_PARAMETERS_MAX)],
  [/SQLITE_FULL|Exceeded maximum DB size/i, (text) => failure('limit-exceeded', text)],
  [/contain a statement|No SQL statements|number of parameter bindings|syntax error/i,
    (text) => failure('invalid', text)],
  [/SQLITE_(ERROR|RANGE|MISMATCH)/, (text) => failure('invalid', text)],
];

/** Names what D1 or a Durable Object's database threw. */
export function sqlFailure(/** @type {unknown} */ error) {
  if (error instanceof HostFailure) return error;
  const text = error instanceof Error ? error.message : String(error);
  const found = REFUSALS.find(([pattern]) => pattern.test(text));
  return found ? found[1](text) : failure('unavailable', text);
}
