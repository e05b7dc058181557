/** @import { Memory } from './memory.js' */

/** Offsets in `SandboxStatus` (sandbox_abi.hpp). */
export const STATUS = {
  outcome: 4, steps: 8, memoryBytes: 16, flags: 20, result: 24, error: 32, console: 40,
  consoleLines: 48, consoleLinesDropped: 52 };

/** The names of `Outcome`, by value. */
const OUTCOMES = [
  'running', 'returned', 'threw', 'result_not_json', 'syntax_error', 'no_default_export',
  'import_refused', 'never_settled', 'limit_steps', 'limit_memory', 'limit_stack', 'limit_output',
  'bad_arguments'];
export const RUNNING = OUTCOMES.indexOf('running');
export const LIMIT_STACK = OUTCOMES.indexOf('limit_stack');

const TOUCHED_TIME = 1;
const TOUCHED_RANDOM = 2;
const RESULT_BIGINT = 4;

/**
 * The report as modules/sandbox/REPORT.md describes it. Texts are JSON already.
 *
 * @param {Memory} memory
 * @param {DataView} status
 */
export function reportOf(memory, status) {
  const number = (/** @type {number} */ offset) => status.getUint32(offset, true);
  const text = (/** @type {number} */ offset) => memory.text(number(offset), number(offset + 4));
  const outcome = OUTCOMES[number(STATUS.outcome)];
  const flags = number(STATUS.flags);
  const has = (/** @type {number} */ bit) => (flags & bit) !== 0;
  return `{"outcome":"${outcome}","steps":${status.getBigUint64(STATUS.steps, true)}` +
    `,"memoryBytes":${number(STATUS.memoryBytes)}` +
    `,"touchedTime":${has(TOUCHED_TIME)},"touchedRandom":${has(TOUCHED_RANDOM)}` +
    (outcome === 'returned' ? `,"result":${text(STATUS.result)}` : '') +
    (has(RESULT_BIGINT) ? ',"resultEncoding":"bigint"' : '') +
    (number(STATUS.error) === 0 ? '' : `,"error":${text(STATUS.error)}`) +
    `,"console":[${text(STATUS.console).trimEnd().replaceAll('\n', ',')}]` +
    `,"consoleLinesDropped":${number(STATUS.consoleLinesDropped)}}`;
}

/** The report of a TypeScript program that cannot be run. */
export const syntaxErrorReport = (
  /** @type {{ message: string, line: number, column: number }} */ { message, line, column }) =>
  '{"outcome":"syntax_error","steps":0,"memoryBytes":0,"touchedTime":false,"touchedRandom":false' +
  `,"error":${JSON.stringify({ name: 'SyntaxError', message, line, column })}` +
  ',"console":[],"consoleLinesDropped":0}';
