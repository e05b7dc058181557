import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from '../shims/text.js';
import { Memory } from './memory.js';
import { reportOf, syntaxErrorReport } from './report.js';

/** A status of 56 bytes at address 8 with its texts behind it, as sandbox.wasm would leave it. */
function statusOf({ outcome = 1, flags = 0, result = '', error = '', console = '' }) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const view = new DataView(memory.buffer, 8);
  view.setUint32(4, outcome, true);
  view.setBigUint64(8, 5_000_000_000n, true);
  view.setUint32(16, 210_000, true);
  view.setUint32(20, flags, true);
  let address = 64;
  /** @type {[number, string][]} */
  const texts = [[24, result], [32, error], [40, console]];
  for (const [offset, text] of texts) {
    const bytes = encode(text);
    if (bytes.length === 0) continue;
    new Uint8Array(memory.buffer).set(bytes, address);
    view.setUint32(offset, address, true);
    view.setUint32(offset + 4, bytes.length, true);
    address += bytes.length;
  }
  view.setUint32(52, 3, true);
  return reportOf(new Memory({ memory, x_allocate: () => 0 }, 'x'), view);
}

test('a result stands in the report as it was written', () => {
  assert.equal(statusOf({ result: '[1, 2]', flags: 4,
    console: '{"level":"log","text":"é"}\n{"level":"warn","text":"b"}\n' }),
  '{"outcome":"returned","steps":5000000000,"memoryBytes":210000,"touchedTime":false,' +
  '"touchedRandom":false,"result":[1, 2],"resultEncoding":"bigint",' +
  '"console":[{"level":"log","text":"é"},{"level":"warn","text":"b"}],"consoleLinesDropped":3}');
});

test('a failed run has an error and no result', () => {
  assert.equal(statusOf({ outcome: 2, flags: 3, result: '1', error: '{"name":"E"}' }),
    '{"outcome":"threw","steps":5000000000,"memoryBytes":210000,"touchedTime":true,' +
    '"touchedRandom":true,"error":{"name":"E"},"console":[],"consoleLinesDropped":3}');
});

test('a program that cannot be erased is a syntax error without a run', () => {
  assert.deepEqual(JSON.parse(syntaxErrorReport({ message: 'm', line: 1, column: 2 })), {
    outcome: 'syntax_error', steps: 0, memoryBytes: 0, touchedTime: false, touchedRandom: false,
    error: { name: 'SyntaxError', message: 'm', line: 1, column: 2 }, console: [],
    consoleLinesDropped: 0 });
});
