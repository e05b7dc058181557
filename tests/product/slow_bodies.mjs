/**
 * Many bodies that trickle in hold up nobody but themselves (native host).
 *
 *     node tests/product/slow_bodies.mjs
 */
import { connect } from 'node:net';
import { Checks } from '../checks.mjs';
import { Host } from '../conformance/hosts.mjs';

const slowClients = 200;
const trickleMs = 200;
const answerMsMax = 5_000;

const host = new Host('native', 'product');
const checks = new Checks();
const sockets = [];

await checks.on(host, async () => {
  const { port } = new URL(host.url);
  for (let index = 0; index < slowClients; index += 1) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /fn HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      'Content-Length: 1048576\r\n\r\n');
    sockets.push(socket);
  }
  const timer = setInterval(() => {
    for (const socket of sockets) if (!socket.destroyed) socket.write('x'.repeat(1000));
  }, trickleMs);
  for (let round = 0; round < 5; round += 1) {
    const answer = await fetch(`${host.url}/fn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ description: 'Calculate factorial', args: { n: round } }),
      signal: AbortSignal.timeout(answerMsMax),
    }).then((response) => response.status, (error) => error.name);
    checks.equal(`a call while ${slowClients} slow bodies are under way`, answer, 200);
  }
  clearInterval(timer);
  for (const socket of sockets) socket.destroy();
});
checks.close();
