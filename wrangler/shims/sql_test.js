import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBatch, parseStatement, resultJson } from './sql.js';
import { sqlFailure } from './sql_failure.js';

/** @param {() => unknown} run @param {string} tag @param {RegExp} [text] */
const failsWith = (run, tag, text = /(?:)/) => assert.throws(run, (error) => {
  const { payload } = /** @type {any} */ (error);
  return payload?.tag === tag && text.test(payload.val);
});

test('integers within 2^53 - 1 and all doubles pass; everything else is named', () => {
  const params = (/** @type {string} */ json) => parseStatement('SELECT 1', json).params;
  assert.deepEqual(params('[9007199254740991, -9007199254740991, 1e300, 0.1, null, "x"]'),
    [9007199254740991, -9007199254740991, 1e300, 0.1, null, 'x']);
  for (const number of ['9007199254740992', '-9007199254740993', '1e400', '123456789012345678']) {
    failsWith(() => params(`[${number}]`), 'number-out-of-range');
  }
  // Digits inside a text are no number.
  assert.deepEqual(params('["12345678901234567890"]'), ['12345678901234567890']);
  for (const json of ['[true]', '[[1]]', '{}', '[', '[{"a":1}]']) {
    failsWith(() => params(json), 'invalid');
  }
});

test('limits are named with their value', () => {
  failsWith(() => parseStatement('SELECT 1', JSON.stringify(Array(101).fill(1))),
    'limit-exceeded', /^sql_parameters_max=100$/);
  failsWith(() => parseStatement(' '.repeat(100_001), '[]'),
    'limit-exceeded', /^sql_statement_bytes_max=100000$/);
  failsWith(() => parseStatement('SELECT ?', JSON.stringify(['é'.repeat(1_000_001)])),
    'limit-exceeded', /^sql_row_bytes_max=2000000$/);
  assert.equal(parseStatement('é'.repeat(50_000), '').params.length, 0);
  failsWith(() => parseBatch(JSON.stringify(Array(1_001).fill({ sql: '' }))),
    'limit-exceeded', /^sql_batch_statements_max=1000$/);
});

test('a batch needs a text each, and parameters may be left out', () => {
  assert.deepEqual(parseBatch('[{"sql":"a"},{"sql":"b","params":[1]}]'),
    [{ sql: 'a', params: [] }, { sql: 'b', params: [1] }]);
  for (const json of ['{}', '[{}]', '[null]', '[{"sql":1}]']) {
    failsWith(() => parseBatch(json), 'invalid');
  }
});

test('a result that no double holds is a failure, and a large double has an exponent', () => {
  assert.equal(resultJson(['a'], [[1], [null], ['é'], [0.5]], 2),
    '{"columns":["a"],"rows":[[1],[null],["é"],[0.5]],"rowsWritten":2}');
  assert.equal(resultJson(['a'], [[1e19]], 0),
    '{"columns":["a"],"rows":[[1e+19]],"rowsWritten":0}');
  for (const value of [2 ** 53, -(2 ** 60), Infinity]) {
    failsWith(() => resultJson(['a'], [[value]], 0), 'number-out-of-range');
  }
  failsWith(() => resultJson(['a'], [[new ArrayBuffer(1)]], 0), 'invalid');
});

test('the platform\'s words for a refusal become the contract\'s', () => {
  const tag = (/** @type {string} */ text) => sqlFailure(new Error(text)).payload.tag;
  assert.equal(tag('D1_ERROR: UNIQUE constraint failed: t.a: SQLITE_CONSTRAINT'), 'constraint');
  assert.equal(tag('not authorized: SQLITE_AUTH'), 'denied');
  assert.equal(tag('near "SELEC": syntax error at offset 0: SQLITE_ERROR'), 'invalid');
  assert.equal(tag('string or blob too big: SQLITE_TOOBIG'), 'limit-exceeded');
  assert.equal(tag('Network connection lost.'), 'unavailable');
});
