import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode, readText, TextPieces } from './text.js';

/** @param {() => unknown} run @param {string} tag */
const failsWith = (run, tag) =>
  assert.throws(run, (error) => /** @type {any} */ (error).payload?.tag === tag);

test('decoding is fatal and keeps a byte order mark', () => {
  assert.equal(decode(encode('\ufeffé'), 'x'), '\ufeffé');
  const bad = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80, 0x80, 0x80]];
  for (const bytes of bad) {
    failsWith(() => decode(new Uint8Array(bytes), 'x'), 'not-utf8');
  }
});

test('pieces cut anywhere give whole characters and the whole text', () => {
  const text = 'aé€😀'.repeat(3);
  const bytes = encode(text);
  for (let size = 1; size <= 5; size++) {
    const pieces = new TextPieces();
    let joined = '';
    for (let at = 0; at < bytes.length; at += size) {
      const piece = pieces.push(bytes.subarray(at, at + size));
      assert.ok(piece.isWellFormed());
      joined += piece;
    }
    pieces.end();
    assert.equal(joined, text);
  }
});

test('a stream that ends inside a character is not UTF-8', () => {
  const pieces = new TextPieces();
  assert.equal(pieces.push(new Uint8Array([0xe2, 0x82])), '');
  failsWith(() => pieces.end(), 'not-utf8');
});

test('a body is read up to its limit, whether its length is announced or not', async () => {
  const response = () => new Response('0123456789');
  const announced = new Response('0123456789', { headers: { 'content-length': '10' } });
  assert.equal(await readText(response(), 10, 'l'), '0123456789');
  for (const body of [response(), announced]) {
    await assert.rejects(readText(body, 9, 'l'), { message: 'limit-exceeded: l=9' });
  }
});

test('a body that breaks off is unreachable', async () => {
  const body = new ReadableStream({ pull(controller) { controller.error(new Error('gone')); } });
  await assert.rejects(readText(new Response(body), 9, 'l'), /^Error: unreachable/);
});
