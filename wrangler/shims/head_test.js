import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerHead, isDamaged, isUpgrade, parseHead, pathOf, requestHead } from './head.js';

test('a path is what follows the authority, as it came', () => {
  assert.equal(pathOf('http://a.example/x/../y?q=%41#'), '/x/../y?q=%41#');
  assert.equal(pathOf('https://a.example'), '/');
  assert.equal(pathOf('http://a.example?x=/y'), '?x=/y');
});

test('a head begins with pseudo fields and leaves out what concerns one connection', () => {
  const request = new Request('http://a.example/p?q=1', { method: 'POST', headers: {
    'X-A': '1', Connection: 'x-b, close', 'x-b': 'named by connection', TE: 'trailers',
    'proxy-authorization': 'p', 'skerry-principal': 'forged', 'cf-ray': 'edge' } });
  assert.equal(requestHead(request, '192.0.2.1'),
    ':method: POST\n:path: /p?q=1\n:authority: a.example\n:peer: 192.0.2.1\nx-a: 1\n');
});

test('a request from inside has no peer', () => {
  assert.equal(requestHead(new Request('http://a.example/'), null),
    ':method: GET\n:path: /\n:authority: a.example\n');
});

test('an upgrade is told by its field', () => {
  const headers = { upgrade: 'WebSocket' };
  // Node's own Request refuses the field; the shims only read these members.
  const request = /** @type {any} */ (
    { method: 'GET', url: 'http://a/', headers: new Headers(headers) });
  assert.equal(isUpgrade(request), true);
  assert.match(requestHead(request, null), /\nupgrade: websocket\n$/);
});

test('every set-cookie of an answer is a line of its own', () => {
  const answer = new Response(null);
  answer.headers.append('set-cookie', 'a=1');
  answer.headers.append('set-cookie', 'b=2');
  assert.equal(answerHead(answer), 'set-cookie: a=1\nset-cookie: b=2\n');
});

test('a module sets neither framing nor private fields', () => {
  const { pseudo, fields } = parseHead(
    ':method: PUT\n:url: http://a/b:c\nx-a: 1\nx-a: b: c\ncontent-length: 9\ndate: now\n' +
    'transfer-encoding: chunked\nskerry-principal: forged\n');
  assert.deepEqual(pseudo, { method: 'PUT', url: 'http://a/b:c' });
  assert.deepEqual(fields, [['x-a', '1'], ['x-a', 'b: c']]);
});

test('what workerd makes of bytes that are not UTF-8 is noticed', () => {
  assert.equal(isDamaged(':path: /\nx: \ufffd\n'), true);
  assert.equal(isDamaged(':path: /\nx: é\n'), false);
});
