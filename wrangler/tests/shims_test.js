import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { startOrigin, startWorkers } from './harness.js';

let workers;
let url;
before(async () => { ({ workers, url } = await startWorkers()); });
after(() => workers.dispose());

const PROBE = '/service-probe';
const actor = (name) => `/actor-probe-actor~${name}`;
const call = async (path, init) => {
  const answer = await fetch(url + path, init);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const json = async (path, init) => JSON.parse((await call(path, init)).text);
const post = (path, body) => json(path, { method: 'POST', body });
const sql = (path, statements) => post(path, JSON.stringify(statements));

/** Asks again until the answer is as wanted; fails with the last one. */
async function eventually(ask, wanted) {
  let last;
  for (let tries = 0; tries < 100; tries++) {
    last = await ask();
    if (wanted(last)) return last;
    await sleep(50);
  }
  assert.fail(`never came true, last: ${JSON.stringify(last)}`);
}

test('heads have pseudo fields and no field of the connection or of private doors', async () => {
  const { head, principal } = await json('/echo?a=1', { headers: { 'X-Test': 'a',
    'skerry-principal': 'forged', 'skerry-peer': 'forged', 'cf-ray': 'r' } });
  assert.match(head, /^:method: GET\n:path: \/echo\?a=1\n:authority: 127\.0\.0\.1:\d+\n:peer: /);
  assert.match(head, /\nx-test: a\n/);
  assert.doesNotMatch(head, /forged|skerry-|cf-|connection|\nhost:|transfer-encoding/);
  assert.equal(principal, '');
});

test('a forwarded request carries its principal, body and peer, and added fields', async () => {
  const { headers, text } = await call(`${PROBE}/echo`, { method: 'POST', body: 'hé' });
  const { principal, body, head } = JSON.parse(text);
  assert.equal(JSON.parse(principal).name, 'é');
  assert.deepEqual(body, { tag: 'ok', val: 'hé' });
  assert.match(head, /^:method: POST\n:path: \/echo\n:authority: 127\.0\.0\.1:\d+\n:peer: 127/);
  assert.equal(headers.get('x-added'), 'yes');
});

test('a trap is a 500 for that request and the next one meets a new instance', async () => {
  for (const prefix of ['', PROBE, actor('trap')]) {
    const { status, text } = await call(`${prefix}/trap`);
    assert.equal(status, 500);
    assert.equal(JSON.parse(text).code, 'module_trapped');
    assert.equal((await call(`${prefix}/echo`)).status, 200);
  }
});

test('a trap answers the other requests of its instance too', async () => {
  const hanging = call(`${PROBE}/hang`);
  await sleep(100);
  await call(`${PROBE}/trap`);
  const { status, text } = await hanging;
  assert.equal(status, 500);
  assert.equal(JSON.parse(text).code, 'module_trapped');
});

test('a request answered from within another one ends in its own context', async () => {
  const parked = json('/park');
  await sleep(100);
  assert.equal(await json('/unpark'), 'unparking');
  assert.equal(await parked, 'unparked');
});

test('requests beyond what the instances take are a 503, and no other one suffers', async () => {
  const hanging = Array.from({ length: 128 }, () => call(`${PROBE}/timer?ms=700`));
  await sleep(300);
  const { status, headers, text } = await call(`${PROBE}/echo`);
  assert.equal(status, 503);
  assert.equal(headers.get('retry-after'), '1');
  assert.equal(JSON.parse(text).code, 'overloaded');
  const answers = await Promise.all(hanging);
  assert.ok(answers.every((answer) => answer.status === 200));
  assert.equal((await call(`${PROBE}/echo`)).status, 200);
});

test('a request that is not answered in time is a 504, and the module is told', async () => {
  const { status, text } = await call(`${PROBE}/hang`);
  assert.equal(status, 504);
  assert.equal(JSON.parse(text).code, 'timed_out');
  const log = await json(`${PROBE}/log`);
  assert.ok(log.some((entry) => entry[0] === 'abort'));
});

test('an unknown destination is a 503', async () => {
  const { status, text } = await call('/service-nosuch/x');
  assert.equal(status, 503);
  assert.equal(JSON.parse(text).code, 'destination_unavailable');
});

test('bodies are bounded and must be UTF-8', async () => {
  const limit = { tag: 'err', val: { tag: 'limit-exceeded', val: 'body_bytes_max=16' } };
  assert.deepEqual(await post('/body', '0123456789abcdef'), { tag: 'ok', val: '0123456789abcdef' });
  assert.deepEqual(await post('/body', '0123456789abcdefg'), limit);
  assert.equal((await post('/body', new Uint8Array([0xc3]))).val.tag, 'not-utf8');
  const { body } = await post(`${PROBE}/echo`, 'x'.repeat(1024 * 1024 + 1));
  assert.deepEqual(body.val, { tag: 'limit-exceeded', val: 'body_bytes_max=1048576' });
  assert.equal((await post(`${PROBE}/echo`, 'x'.repeat(1024 * 1024))).body.tag, 'ok');
});

test('an answer can be streamed, in text and in bytes, and broken off', async () => {
  assert.equal((await call('/stream?pieces=3')).text, 'ééé');
  const answer = await fetch(`${url}/base64`);
  assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), new Uint8Array([0xff, 0, 0xfe]));
  await assert.rejects(call('/stream?pieces=1&break=1'));
});

test('write reports what waits and on-drain follows', async () => {
  const { text } = await call('/stream?pieces=2&size=150000&drain=1');
  assert.equal(text.length, 300_000);
  const log = await json('/log');
  assert.ok(log.some((entry) => entry.sizes?.join() === '300000,600000'));
  assert.ok(log.includes('drained'));
});

test('a client that goes away is an abort, in fronts and in actors', async () => {
  for (const prefix of ['', PROBE, actor('abort')]) {
    const aborts = async () => (await json(`${prefix}/log`)).filter(
      (entry) => entry[0] === 'abort');
    const before = (await aborts()).length;
    // workerd takes an orderly end of input for a client that still listens, hence the reset.
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`GET ${prefix}/hang HTTP/1.1\r\nHost: a\r\n\r\n`);
    await sleep(200);
    socket.resetAndDestroy();
    await eventually(aborts, (list) => list.length === before + 1);
  }
});

test('a whole fetch reports unreachable, cancelled, not-found and not-utf8', async () => {
  const origin = await startOrigin((request, response) => {
    if (request.url === '/hang') return;
    response.end(request.url === '/bad' ? Buffer.from([0xff]) : 'ok');
  });
  const outcome = async (query) => {
    const { tag, val } = await json(query);
    return tag === 'ok' ? val.status === 500 ? JSON.parse(val.body).code : val.body : val.tag;
  };
  assert.equal(await outcome(`/fetch?url=${origin.url}/`), 'ok');
  assert.equal(await outcome(`/fetch?url=${origin.url}/bad`), 'not-utf8');
  assert.equal(await outcome(`${PROBE}/cancel?url=${origin.url}/hang`), 'cancelled');
  assert.equal(await outcome('/fetch?url=http://127.0.0.1:1/'), 'unreachable');
  assert.equal(await outcome('/fetch?url=nonsense'), 'invalid');
  assert.equal(await outcome('/fetch?to=service:nosuch&path=/x'), 'not-found');
  assert.equal(await outcome('/fetch?to=actor:nosuch/x&path=/x'), 'not-found');
  assert.equal(await outcome('/fetch?to=service:probe&path=/trap'), 'module_trapped');
  assert.equal(await outcome('/fetch?to=actor:probe-actor/f&path=/trap'), 'module_trapped');
  assert.match(await outcome('/fetch?to=actor:probe-actor/f&path=/self'), /"name":"f"/);
  origin.server.close();
  origin.server.closeAllConnections();
});

test('a streamed fetch keeps to its credit and splits no character', async () => {
  const text = 'aé€😀'.repeat(20);
  const origin = await startOrigin((_, response) => response.end(text));
  const { chunks, outcome } = await json(`/pull?credit=5&url=${origin.url}/`);
  assert.equal(outcome.tag, 'ok');
  assert.equal(chunks.join(''), text);
  assert.ok(chunks.every((chunk) => Buffer.byteLength(chunk) <= 8 && !chunk.includes('\ufffd')));
  origin.server.close();
  origin.server.closeAllConnections();
});

test('SQL gives the same in the shared database and in an actor\'s own', async () => {
  const doors = [
    async (statement) => {
      const { tag, val } = await sql(`${PROBE}/sql`, [statement]);
      return tag === 'ok' ? JSON.parse(val)[0] : val.tag;
    },
    async (statement) => {
      const [result] = await sql(`${actor('sql')}/execute`, [statement]);
      return typeof result === 'string' ? JSON.parse(result) : result.tag;
    },
  ];
  for (const run of doors) {
    await run({ sql: 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT UNIQUE, c)' });
    const inserted = await run({ sql: 'INSERT INTO t VALUES (?, ?, ?), (2, ?, 0.5)',
      params: [1, 'é', null, 'x'] });
    assert.equal(inserted.rowsWritten, 2);
    assert.deepEqual(await run({ sql: 'SELECT * FROM t ORDER BY a' }),
      { columns: ['a', 'b', 'c'], rows: [[1, 'é', null], [2, 'x', 0.5]], rowsWritten: 0 });
    assert.equal(await run({ sql: 'INSERT INTO t VALUES (3, ?, 0)', params: ['x'] }), 'constraint');
    assert.equal(await run({ sql: 'SELEC 1' }), 'invalid');
    assert.equal(await run({ sql: 'SELECT * FROM missing' }), 'invalid');
    assert.equal(await run({ sql: 'SELECT ?', params: [1, 2] }), 'invalid');
    assert.equal(await run({ sql: 'SELECT ?', params: [true] }), 'invalid');
    assert.equal(await run({ sql: 'BEGIN' }), 'denied');
    assert.equal(await run({ sql: 'SAVEPOINT s' }), 'denied');
    assert.equal(await run({ sql: 'VACUUM' }), 'denied');
    assert.equal(await run({ sql: ' -- nothing' }), 'invalid');
    assert.equal(await run({ sql: "ATTACH 'x' AS y" }), 'denied');
    assert.equal(await run({ sql: 'PRAGMA journal_mode=DELETE' }), 'denied');
    assert.equal(await run({ sql: 'SELECT 9007199254740993 AS a' }), 'number-out-of-range');
    assert.equal(await run({ sql: `SELECT ${'1,'.repeat(60_000)}1` }), 'limit-exceeded');
    assert.equal(await run({ sql: 'SELECT 1', params: Array(101).fill(1) }), 'limit-exceeded');
  }
  const raw = await post(`${PROBE}/sql`, '[{"sql":"SELECT ?","params":[9007199254740993]}]');
  assert.equal(raw.val.tag, 'number-out-of-range');
  const large = await post(`${PROBE}/sql`, '[{"sql":"SELECT ? AS a","params":[1e300]}]');
  assert.match(large.val, /\[1e\+300\]/);
});

test('a batch of the shared database is one transaction', async () => {
  await sql(`${PROBE}/sql`, [{ sql: 'CREATE TABLE u (a UNIQUE)' }]);
  const failed = await sql(`${PROBE}/sql`,
    [{ sql: 'INSERT INTO u VALUES (1)' }, { sql: 'INSERT INTO u VALUES (1)' }]);
  assert.equal(failed.val.tag, 'constraint');
  const { val } = await sql(`${PROBE}/sql`, [{ sql: 'SELECT count(*) AS n FROM u' }]);
  assert.equal(JSON.parse(val)[0].rows[0][0], 0);
});

test('a trap undoes what the event wrote, and only that', async () => {
  const path = `${actor('undo')}/execute`;
  await sql(path, [{ sql: 'CREATE TABLE t (a)' }, { sql: 'INSERT INTO t VALUES (1)' }]);
  const { status } = await call(path, { method: 'POST',
    body: JSON.stringify([{ sql: 'INSERT INTO t VALUES (2)' }, { trap: true }]) });
  assert.equal(status, 500);
  const [rows] = await sql(path, [{ sql: 'SELECT a FROM t' }]);
  assert.deepEqual(JSON.parse(rows).rows, [[1]]);
});

test('blobs are put, read, listed, received, sent and deleted', async () => {
  const ok = async (query, body = '') =>
    JSON.parse((await post(`${PROBE}/blob?${query}`, body)).val);
  assert.deepEqual(await ok('put&key=a/1', 'hé'), { bytes: 3 });
  assert.equal((await post(`${PROBE}/blob?key=a/1`, '')).val, 'hé');
  assert.deepEqual(await ok('list&key=a/'),
    { keys: [{ key: 'a/1', bytes: 3, contentType: 'text/plain' }], cursor: null });
  assert.equal((await call(`${PROBE}/send-blob?key=a/1`)).text, 'hé');
  assert.equal((await call(`${PROBE}/send-blob?key=a/2`)).status, 404);
  await post(`${PROBE}/blob?delete&key=a/1`, '');
  assert.equal((await post(`${PROBE}/blob?key=a/1`, '')).val.tag, 'not-found');
  for (const key of ['', 'a//b', '../a', 'a b', 'x'.repeat(513)]) {
    assert.equal((await post(`${PROBE}/blob?key=${key}`, '')).val.tag, 'invalid');
  }
});

test('a message is acknowledged, retried, or given up after its attempts', async () => {
  const send = async (body) =>
    assert.equal((await json(`${PROBE}/queue?body=${body}`)).tag, 'ok');
  const logged = (...message) => eventually(() => json(`${PROBE}/log`),
    (log) => log.some((entry) => entry.join() === `message,${message}`));
  assert.equal((await json(`${PROBE}/queue?queue=nosuch`)).val.tag, 'not-found');
  await send('retry');
  await logged('probe', 'retry', 2);
  await send('poison');
  await logged('probe-dead', 'poison', 1);
});

test('an RPC method is a call with its argument', async () => {
  const caller = await workers.getWorker('caller');
  const answer = await caller.fetch('http://caller/echo');
  assert.deepEqual(await answer.json(),
    { method: 'echo', principal: '{"tenant":"bound"}', arguments: { a: 1 } });
});

test('an RPC call that is not answered in time is told so', async () => {
  const caller = await workers.getWorker('caller');
  const { success, error } = await (await caller.fetch('http://caller/hang')).json();
  assert.equal(success, false);
  assert.equal(error.status, 504);
  assert.equal(error.code, 'timed_out');
});

test('an alarm whose handler traps is delivered again, and tells which attempt it is', async () => {
  const path = actor('alarm');
  assert.match(String(await json(`${path}/alarm?in=300`)), /^\d+$/);
  await workers.unsafeEvictDurableObject('probe', 'ProbeActor', { name: 'alarm' });
  await sleep(500);
  const [result] = await eventually(
    () => sql(`${path}/execute`, [{ sql: 'SELECT attempt, armed, name FROM alarms' }]),
    ([rows]) => typeof rows === 'string');
  // The first attempt trapped, so its row was undone; the handler saw no alarm while it ran.
  assert.deepEqual(JSON.parse(result).rows, [[2, '', 'alarm']]);
  assert.equal(await json(`${path}/alarm`), null);
  await json(`${path}/alarm?in=60000`);
  assert.equal(await json(`${path}/alarm?clear=1`), null);
});

test('a destroyed actor has nothing left', async () => {
  const path = actor('gone');
  await sql(`${path}/execute`, [{ sql: 'CREATE TABLE t (a)' }]);
  await json(`${path}/alarm?in=60000`);
  assert.equal(await json(`${path}/destroy`), 'destroyed');
  const [created] = await sql(`${path}/execute`, [{ sql: 'CREATE TABLE t (a)' }]);
  assert.equal(typeof created, 'string');
  assert.equal(await json(`${path}/alarm`), null);
});

/** Opens a socket of an actor; `next` resolves with each message in turn. */
async function openSocket(name) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${actor(name)}/socket`);
  const messages = [];
  let wake = () => {};
  socket.on('message', (data) => { messages.push(String(data)); wake(); });
  await once(socket, 'open');
  const next = async () => {
    while (messages.length === 0) await new Promise((resolve) => { wake = resolve; });
    return messages.shift();
  };
  return { socket, next };
}

test('a socket keeps its id while its actor is evicted, and after a trap', async () => {
  const { socket, next } = await openSocket('sockets');
  const [, id] = (await next()).split(' ');
  assert.equal(await json(`${actor('sockets')}/sockets`), `${id}\n`);
  await workers.unsafeEvictDurableObject('probe', 'ProbeActor', { name: 'sockets' });
  assert.deepEqual(await json(`${actor('sockets')}/log`), []);
  socket.send('hello');
  assert.equal(await next(), `${id} said hello`);
  socket.send('trap');
  socket.send('again');
  assert.equal(await next(), `${id} said again`);
  socket.send('close');
  const [code, reason] = await once(socket, 'close');
  assert.deepEqual([code, String(reason)], [4001, 'asked']);
  const log = await eventually(() => json(`${actor('sockets')}/log`),
    (entries) => entries.some(([kind]) => kind === 'close'));
  assert.deepEqual(log.find(([kind]) => kind === 'close').slice(1, 3), [id, 4001]);
  assert.equal(await json(`${actor('sockets')}/sockets`), '');
});

test('a binary message closes its socket with 1003', async () => {
  const { socket, next } = await openSocket('binary');
  await next();
  socket.send(Buffer.from([1]));
  assert.equal((await once(socket, 'close'))[0], 1003);
});

test('a client that drops its socket is a close with 1006', async () => {
  const { socket, next } = await openSocket('dropped');
  await next();
  socket.terminate();
  const log = await eventually(() => json(`${actor('dropped')}/log`),
    (entries) => entries.some(([kind]) => kind === 'close'));
  assert.equal(log.find(([kind]) => kind === 'close')[2], 1006);
});

test('header values that are not UTF-8 are a 400', async () => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(Buffer.concat([Buffer.from('GET /echo HTTP/1.1\r\nHost: a\r\nX-Bad: '),
    Buffer.from([0xff, 0xfe]), Buffer.from('\r\nConnection: close\r\n\r\n')]));
  const pieces = [];
  for await (const piece of socket) pieces.push(piece);
  const answer = Buffer.concat(pieces).toString();
  assert.match(answer, /^HTTP\/1\.1 400 /);
  assert.match(answer, /"code":"malformed_request"/);
});

test('signatures are verified for every algorithm of the contract', async () => {
  const { subtle } = globalThis.crypto;
  const text = 'a.b';
  const cases = [
    ['RS256', { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, hash: 'SHA-256',
      publicExponent: new Uint8Array([1, 0, 1]) }, 'RSASSA-PKCS1-v1_5'],
    ['ES256', { name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' }],
    ['EdDSA', { name: 'Ed25519' }, 'Ed25519'],
    ['HS256', { name: 'HMAC', hash: 'SHA-256' }, 'HMAC'],
  ];
  for (const [algorithm, generate, sign] of cases) {
    const made = await subtle.generateKey(generate, true, ['sign', 'verify']);
    const key = await subtle.exportKey('jwk', made.publicKey ?? made);
    const bytes = await subtle.sign(sign, made.privateKey ?? made, Buffer.from(text));
    const signature = Buffer.from(bytes).toString('base64url');
    const verify = (change) => post(`${PROBE}/verify`,
      JSON.stringify({ algorithm, key, text, signature, ...change }));
    assert.equal(await verify({}), true, algorithm);
    assert.equal(await verify({ text: 'a.c' }), false, algorithm);
    assert.equal((await verify({ key: { kty: 'nonsense' } })).tag, 'invalid', algorithm);
  }
  const none = await post(`${PROBE}/verify`, JSON.stringify(
    { algorithm: 'none', key: {}, text, signature: '' }));
  assert.equal(none.tag, 'invalid');
});
