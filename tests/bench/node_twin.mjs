/**
 * The result-cached `POST /fn` as a plain Node server: what Skerry is measured against. It parses
 * and validates the request, looks the answer up by its text, and answers with a fresh id and time.
 */
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';

const stable = process.argv[2];
const cache = new Map();

createServer((request, response) => {
  const began = performance.now();
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    if (!cache.has(body)) {
      const call = JSON.parse(body);
      if (typeof call.description !== 'string') {
        response.writeHead(422).end();
        return;
      }
      cache.set(body, stable);
    }
    const id = randomBytes(16).toString('hex');
    const text = `{"success":true,"id":"call_${id}",${cache.get(body)},"cached":true,"timings":` +
      `{"totalMs":${(performance.now() - began).toFixed(3)}}}`;
    response.writeHead(200, {
      'content-type': 'application/json', 'x-request-id': `req_${id}`, 'cache-control': 'no-store',
      'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    response.end(text);
  });
}).listen(0, '127.0.0.1', function listening() {
  console.log(`skerry listening on http://127.0.0.1:${this.address().port}`);
});
