import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
  atMs: number;
}

/** What is done with one request. */
export type Turn = (response: ServerResponse, seen: Seen) => void;

/** Takes one turn a request, in order; a request beyond the last is a fault of the test. */
export async function scripted(t: TestContext, turns: Turn[]) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(pieces).toString(), atMs: performance.now() });
      const turn = turns[seen.length - 1];
      if (!turn) return response.writeHead(599).end('one request too many');
      turn(response, seen[seen.length - 1]!);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Turn =>
  (response) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
  };

export const problem = (status: number, code: string, headers: Record<string, string> = {}): Turn =>
  json(status, { type: `/problems/${code}`, title: 'A title', status, code, detail: 'A detail.',
    requestId: 'req_1', errors: [{ pointer: '/args', detail: 'wrong' }] }, headers);

/** The connection ends without an answer. */
export const reset: Turn = (response) => { response.socket?.resetAndDestroy(); };

/** The answer ends in its middle. */
export const cutOff: Turn = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"success":');
  setTimeout(() => response.socket?.resetAndDestroy(), 10);
};

/** A stream of these pieces of text, which then ends or breaks. */
export const stream = (pieces: string[], end: 'ends' | 'breaks' | 'stays'): Turn => (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const next = (index: number) => {
    const piece = pieces[index];
    if (piece !== undefined) {
      response.write(piece);
      setTimeout(() => next(index + 1), 5);
    } else if (end === 'ends') response.end();
    else if (end === 'breaks') response.socket?.resetAndDestroy();
  };
  next(0);
};
