/** The twin as one Node server: `twin_node.mjs STABLE_MEMBERS`. Prints where it listens. */
import { createServer } from 'node:http';
import { admit, TwinFn } from './twin_logic.mjs';

const fn = new TwinFn(process.argv[2]);

createServer((request, response) => {
  const header = (name) => request.headers[name];
  const path = request.url.split('?', 1)[0];
  const { refusal, principal, own } = admit(request.method, path, header);
  const answer = ({ status, type, body }) => {
    response.writeHead(status, { ...own, 'content-type': type,
      'content-length': Buffer.byteLength(body) });
    response.end(body);
  };
  if (refusal) {
    answer(refusal);
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    answer(fn.answer(request.method, path, header, principal, bytes));
  });
}).listen(0, '127.0.0.1', function listening() {
  console.log(`twin listening on http://127.0.0.1:${this.address().port}`);
});
