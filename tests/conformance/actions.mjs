/** What the cases' actions do (README.md). */
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import WebSocket from 'ws';
import { differences } from './match.mjs';

const answerMsMax = 60_000;
const pollMs = 50;

/** Runs the actions of one case against one host. */
export class CaseRun {
  #host;
  #sockets = new Map();
  #kept = new Map();

  constructor(host) {
    this.#host = host;
  }

  /** Throws an Error that says what differs. */
  async act(written) {
    const action = this.#withKept(written);
    if (action.together) return Promise.all(action.together.map((one) => this.act(one)));
    if (action.eventually) return this.#eventually(action);
    if (action.flat) return this.#flat(action);
    if (action.evict) return this.#evict(action.evict);
    if (action.call) return this.#calls(action);
    if (action.socket) return this.#socket(action);
    if (action.raw !== undefined) return this.#raw(action);
    if (action.request) return this.#requests(action);
    if (action.forget) return undefined;
    throw new Error(`unknown action ${JSON.stringify(action)}`);
  }

  close() {
    for (const socket of this.#sockets.values()) socket.client.terminate();
  }

  async #evict(actor) {
    if (!await this.#host.evict(actor)) throw new Error(`${actor} is too busy to be evicted`);
  }

  /** Actions that must not make the host's memory grow by more than so much at any moment. */
  async #flat({ flat, growthMebibytesMax }) {
    const bytes = await this.#host.peakGrowthBytes(async () => {
      for (const action of flat) await this.act(action);
    });
    const mebibytes = Math.ceil(bytes / 2 ** 20);
    if (mebibytes > growthMebibytesMax) {
      throw new Error(`the host grew by ${mebibytes} MiB, allowed are ${growthMebibytesMax}`);
    }
  }

  async #calls({ call, expect, keep }) {
    const { service, method, times = 1, parallel = 1 } = call;
    const argument = call.bytesHex ? Buffer.from(call.bytesHex, 'hex')
      : call.text ?? JSON.stringify(call.argument ?? null);
    await repeat(times, parallel, async () => {
      const answer = await this.#host.call(service, method, argument);
      fail(differences(expect, answer));
      this.#keep(keep, answer);
    });
  }

  /** Replaces `${kept.name}` in an action that is about to be done. */
  #withKept(action) {
    if (this.#kept.size === 0) return action;
    return JSON.parse(JSON.stringify(action).replaceAll(/\$\{kept\.(\w+)\}/g,
      (whole, name) => this.#kept.get(name) ?? whole));
  }

  /**
   * Keeps texts of an answer by name: `{"id": "/items/0/id"}`, or what follows a part of one:
   * `{"token": {"at": "/url", "after": "?t="}}`.
   */
  #keep(keep, answer) {
    for (const [name, rule] of Object.entries(keep ?? {})) {
      const { at: pointer, after = '' } = typeof rule === 'string' ? { at: rule } : rule;
      const value = pointer.split('/').slice(1).reduce((within, part) => within?.[part], answer);
      if (typeof value !== 'string') throw new Error(`${pointer} is no text to keep`);
      const begin = value.indexOf(after) + after.length;
      this.#kept.set(name, JSON.stringify(value.slice(begin)).slice(1, -1));
    }
  }

  async #eventually({ eventually, withinMs = 10_000 }) {
    const deadline = Date.now() + withinMs;
    for (;;) {
      try {
        return await this.act(eventually);
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => { setTimeout(resolve, pollMs); });
      }
    }
  }

  async #requests({ request, expect = {}, keep }) {
    await repeat(request.times ?? 1, request.parallel ?? 1, async () => {
      const answer = await this.#request(request);
      check(answer, expect);
      if (keep) this.#keep(keep, JSON.parse(answer.body));
    });
  }

  #request(request) {
    const url = new URL(this.#host.url);
    const headers = { connection: 'close', ...request.headers };
    // What is expected of an answer stands elsewhere, and would go unnoticed here.
    const odd = Object.keys(headers).filter((name) =>
      ![headers[name]].flat().every((value) => typeof value === 'string'));
    if (odd.length > 0) throw new Error(`headers of a request are texts, not ${odd.join(', ')}`);
    let body = request.body;
    if (request.json !== undefined) {
      body = JSON.stringify(request.json);
      headers['content-type'] ??= 'application/json';
    }
    if (request.bodyBytes) body = Buffer.alloc(request.bodyBytes, request.bodyFill ?? 'x');
    if (request.bodyHex) body = Buffer.from(request.bodyHex, 'hex');
    return new Promise((resolve, reject) => {
      const sent = httpRequest({
        host: url.hostname, port: url.port, method: request.method ?? (body ? 'POST' : 'GET'),
        path: request.path, headers, agent: false,
      }, (response) => {
        const chunks = [];
        const done = (broken) => {
          clearTimeout(timer);
          resolve({ status: response.statusCode, headers: response.headers,
            body: Buffer.concat(chunks), broken });
        };
        response.on('data', (chunk) => chunks.push(chunk));
        if (request.readAfterMs) {
          // Nothing is read until then, so the network's buffers fill.
          response.pause();
          setTimeout(() => response.resume(), request.readAfterMs);
        }
        response.on('end', () => done(!response.complete));
        response.on('error', () => done(true));
      });
      const timer = setTimeout(() => {
        sent.destroy(new Error(`${request.path}: no whole answer in ${answerMsMax} ms`));
      }, answerMsMax);
      sent.on('error', (error) => {
        clearTimeout(timer);
        if (request.abortAfterMs !== undefined) resolve({ status: 0, headers: {}, body: Buffer.alloc(0) });
        else reject(error);
      });
      if (request.abortAfterMs !== undefined) {
        setTimeout(() => {
          clearTimeout(timer);
          // workerd takes an orderly end of input for a client that still listens.
          if (this.#host.kind === 'workers') sent.socket?.resetAndDestroy();
          else sent.destroy();
        }, request.abortAfterMs);
      }
      sent.end(body);
    });
  }

  #raw({ raw, expect }) {
    const url = new URL(this.#host.url);
    return new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(Number(url.port), url.hostname, () => socket.write(Buffer.from(raw, 'latin1')));
      const finish = () => {
        socket.destroy();
        clearTimeout(timer);
        const { starts = '', contains = '' } = expect;
        if (text.startsWith(starts) && text.includes(contains)) resolve();
        else reject(new Error(`expected an answer that starts ${starts} and contains ${contains}, found ${text.slice(0, 200)}`));
      };
      const timer = setTimeout(finish, 5_000);
      socket.on('data', (data) => { text += data.toString('latin1'); if (!expect.contains && text.includes('\r\n\r\n')) finish(); });
      socket.on('close', finish);
      socket.on('error', finish);
    });
  }

  async #socket(action) {
    if (action.open) return this.#open(action);
    const socket = this.#sockets.get(action.socket);
    if (!socket) throw new Error(`socket ${action.socket} is not open`);
    if (action.send !== undefined) {
      const text = typeof action.send === 'string' ? action.send : JSON.stringify(action.send);
      return socket.client.send(text);
    }
    if (action.sendBytes) return socket.client.send('x'.repeat(action.sendBytes));
    if (action.sendTextHex) {
      return socket.client.send(Buffer.from(action.sendTextHex, 'hex'), { binary: false });
    }
    if (action.sendBinary) return socket.client.send(Buffer.from([1, 2, 3]));
    if (action.close) return socket.client.close(action.close, action.reason ?? '');
    if (action.terminate) return socket.client.terminate();
    if (action.reads !== undefined) return action.reads ? socket.client.resume() : socket.client.pause();
    if (action.receive !== undefined) {
      return repeat(action.times ?? 1, 1, async () => {
        const text = await socket.next((s) => s.messages.length > 0 && s.messages.shift(), 'a message');
        fail(differences(action.receive, parsed(text)));
      });
    }
    if (action.closed) {
      const closed = await socket.next((s) => s.closed, 'a close');
      return fail(differences(action.closed, closed));
    }
    throw new Error(`unknown socket action ${JSON.stringify(action)}`);
  }

  #open({ socket: name, open, headers = {}, expect }) {
    const url = new URL(open, this.#host.url.replace('http', 'ws'));
    const client = new WebSocket(url, { headers, perMessageDeflate: false });
    const socket = new SocketState(client);
    this.#sockets.set(name, socket);
    return new Promise((resolve, reject) => {
      client.on('open', () => {
        if (expect?.refused) reject(new Error('the upgrade was not refused'));
        else resolve();
      });
      client.on('unexpected-response', (_, response) => {
        if (expect?.refused === response.statusCode) resolve();
        else reject(new Error(`upgrade refused with ${response.statusCode}`));
        client.terminate();
      });
      client.on('error', reject);
    });
  }
}

/** What a WebSocket has received and not yet been asked for. */
class SocketState {
  messages = [];
  closed = undefined;
  #waiters = [];

  constructor(client) {
    this.client = client;
    client.on('message', (data) => { this.messages.push(data.toString()); this.#wake(); });
    client.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#wake();
    });
  }

  async next(take, what) {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const found = take(this);
      if (found !== undefined && found !== false) return found;
      if (Date.now() > deadline) throw new Error(`no ${what} came on the socket`);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        this.#waiters.push(() => { clearTimeout(timer); resolve(); });
      });
    }
  }

  #wake() {
    for (const waiter of this.#waiters.splice(0)) waiter();
  }
}

const parsed = (text) => {
  try { return JSON.parse(text); } catch { return text; }
};

/** Does something `times` times, `parallel` at once. */
async function repeat(times, parallel, act) {
  let next = 0;
  const worker = async () => {
    while (next < times) {
      next += 1;
      await act();
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, times) }, worker));
}

function fail(found) {
  if (found.length > 0) throw new Error(found.join('; '));
}

function check(answer, expect) {
  const found = [];
  if (expect.status !== undefined) found.push(...differences(expect.status, answer.status, '/status'));
  if (expect.headers) found.push(...differences(expect.headers, answer.headers, '/headers'));
  if (expect.broken !== undefined) found.push(...differences(expect.broken, answer.broken, '/broken'));
  if (expect.bytes !== undefined) found.push(...differences(expect.bytes, answer.body.length, '/bytes'));
  if (expect.hex !== undefined) found.push(...differences(expect.hex, answer.body.toString('hex'), '/hex'));
  const text = answer.body.toString();
  if (expect.text !== undefined) found.push(...differences(expect.text, text, '/text'));
  if (expect.json !== undefined) found.push(...differences(expect.json, parsed(text), '/json'));
  if (found.length > 0) throw new Error(`${found.join('; ')}${expect.json ? '' : ` in ${text.slice(0, 200)}`}`);
}
