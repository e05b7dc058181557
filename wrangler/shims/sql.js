import { failure, HostFailure } from './failure.js';
import {
  SQL_BATCH_STATEMENTS_MAX, SQL_PARAMETERS_MAX, SQL_RESULT_BYTES_MAX, SQL_ROW_BYTES_MAX,
  SQL_STATEMENT_BYTES_MAX,
} from './limits.js';
import { encode } from './text.js';

/** @typedef {null | number | string} SqlValue */
/** @typedef {{ sql: string, params: SqlValue[] }} Statement */

/** @param {string} name @param {number} value */
export const limit = (name, value) => failure('limit-exceeded', `${name}=${value}`);

/** Only such text can hold an integer that no double holds exactly. */
const MAY_BE_INEXACT = /\d{16}|\d[eE]/;

/**
 * Parses JSON whose numbers must be doubles, and whose integers must lie within ±(2^53 - 1).
 *
 * @param {string} json
 * @returns {any}
 */
function parse(json) {
  const check = (/** @type {string} */ _, /** @type {unknown} */ value,
    /** @type {{ source: string }} */ { source }) => {
    if (typeof value !== 'number') return value;
    const exact = /^-?\d+$/.test(source) ? Number.isSafeInteger(value) : Number.isFinite(value);
    if (!exact) throw failure('number-out-of-range', source.slice(0, 40));
    return value;
  };
  try {
    return JSON.parse(json, MAY_BE_INEXACT.test(json) ? /** @type {any} */ (check) : undefined);
  } catch (error) {
    throw error instanceof HostFailure ? error : failure('invalid', 'not JSON');
  }
}

/** @param {unknown} params @returns {SqlValue[]} */
function checkParams(params) {
  if (!Array.isArray(params)) throw failure('invalid', '"params" is no array');
  if (params.length > SQL_PARAMETERS_MAX) throw limit('sql_parameters_max', SQL_PARAMETERS_MAX);
  for (const value of params) {
    if (typeof value === 'string') {
      if (value.length * 3 > SQL_ROW_BYTES_MAX && encode(value).length > SQL_ROW_BYTES_MAX) {
        throw limit('sql_row_bytes_max', SQL_ROW_BYTES_MAX);
      }
    } else if (value !== null && typeof value !== 'number') {
      throw failure('invalid', 'a parameter is null, a number or a text');
    }
  }
  return params;
}

/** @param {unknown} sql @param {unknown} params @returns {Statement} */
function checkStatement(sql, params) {
  if (typeof sql !== 'string') throw failure('invalid', 'no text "sql"');
  if (sql.length * 3 > SQL_STATEMENT_BYTES_MAX && encode(sql).length > SQL_STATEMENT_BYTES_MAX) {
    throw limit('sql_statement_bytes_max', SQL_STATEMENT_BYTES_MAX);
  }
  return { sql, params: checkParams(params) };
}

/** @param {string} sql @param {string} params a JSON array; empty text means none */
export const parseStatement = (sql, params) => checkStatement(sql, parse(params || '[]'));

/** @param {string} statements a batch of the contract @returns {Statement[]} */
export function parseBatch(statements) {
  const batch = parse(statements);
  if (!Array.isArray(batch)) throw failure('invalid', 'a batch is an array');
  if (batch.length > SQL_BATCH_STATEMENTS_MAX) {
    throw limit('sql_batch_statements_max', SQL_BATCH_STATEMENTS_MAX);
  }
  return batch.map((entry) => checkStatement(entry?.sql, entry?.params ?? []));
}

/**
 * One statement's result as JSON.
 *
 * @param {string[]} columns @param {unknown[][]} rows @param {number} rowsWritten
 */
export function resultJson(columns, rows, rowsWritten) {
  const json = JSON.stringify({ columns, rows: rows.map((row) => row.map(checked)), rowsWritten });
  if (json.length > SQL_RESULT_BYTES_MAX) throw limit('sql_result_bytes_max', SQL_RESULT_BYTES_MAX);
  return json;
}

/** Beyond this no 64-bit integer of SQLite is, so that a number there is a REAL. */
const INTEGER_MAX = 2 ** 63;

/** @param {unknown} value */
function checked(value) {
  if (value === null || typeof value === 'string') return value;
  if (typeof value !== 'number') throw failure('invalid', 'a BLOB in a result');
  if (!Number.isInteger(value) && Number.isFinite(value)) return value;
  if (Number.isSafeInteger(value)) return value;
  if (!Number.isFinite(value) || Math.abs(value) <= INTEGER_MAX) {
    throw failure('number-out-of-range', String(value));
  }
  // An exponent tells the reader that this is a double.
  return /** @type {any} */ (JSON).rawJSON(value.toExponential());
}
