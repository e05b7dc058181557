/**
 * A component in plain JavaScript for testing the shims alone: what a module could do, without
 * WebAssembly. Its routes start one capability each and answer with what was delivered.
 */

/** @param {Record<string, any>} imports */
function instantiate(_core, imports) {
  const host = (name) => imports[`skerry:host/${name}`];
  /** @type {Map<bigint, (...delivered: any[]) => void>} */
  const waits = new Map();
  let lastOp = -1n;
  const wait = (then) => {
    lastOp += 2n;
    waits.set(lastOp, then);
    return lastOp;
  };
  const finish = (op, ...delivered) => {
    const then = waits.get(op);
    waits.delete(op);
    then?.(...delivered);
  };
  const log = [];
  let parked = null;
  const json = (id, value) => host('http').respond(id, 200, 'content-type: application/json\n',
    JSON.stringify(value, (_, item) => typeof item === 'bigint' ? String(item) : item));
  const internet = (url, fields = '') => `:method: GET\n:url: ${url}\n${fields}`;

  /** @type {Record<string, (id: bigint, query: URLSearchParams, request: any) => void>} */
  const routes = {
    '/echo': (id, _, request) => json(id, request),
    '/body': (id) => {
      waits.set(id, (body) => json(id, body));
      host('http').readBody(id, 16n);
    },
    '/trap': () => { throw new WebAssembly.RuntimeError('unreachable'); },
    '/hang': (id) => { waits.set(id, () => {}); },
    '/log': (id) => json(id, log),
    '/timer': (id, query) => host('timers').start(
      wait(() => json(id, 'rang')), BigInt(query.get('ms') ?? '1')),
    // Answers from another request's event, which must not touch this one's input and output.
    '/park': (id) => { parked = id; },
    '/unpark': (id) => {
      host('http').begin(parked, 200, '');
      host('http').write(parked, '"unparked"');
      host('http').finish(parked);
      json(id, 'unparking');
    },
    '/fetch': (id, query) => {
      const [tag, val] = (query.get('to') ?? 'internet').split(':');
      const head = tag === 'internet' ? internet(query.get('url'))
        : `:method: GET\n:path: ${query.get('path')}\n`;
      host('fetch').start(wait((outcome) => json(id, outcome)), { tag, val }, 'whole', head,
        tag === 'internet' ? '' : '{"tenant":"t","name":"\u00e9"}', '');
    },
    '/cancel': (id, query) => {
      const op = wait((outcome) => json(id, outcome));
      host('fetch').start(op, { tag: 'internet' }, 'whole', internet(query.get('url')), '', '');
      host('timers').start(wait(() => host('fetch').cancel(op)), 20n);
    },
    '/pull': (id, query) => {
      const chunks = [];
      const op = wait((outcome) => json(id, { chunks, outcome }));
      const credit = Number(query.get('credit'));
      waits.set(op, Object.assign(waits.get(op), { chunk(text) {
        chunks.push(text);
        host('fetch').pull(op, credit);
      } }));
      host('fetch').start(op, { tag: 'internet' }, 'streamed', internet(query.get('url')), '', '');
      host('fetch').pull(op, credit);
    },
    '/stream': (id, query) => {
      host('http').begin(id, 200, 'content-type: text/plain\n');
      const sizes = [];
      for (let left = Number(query.get('pieces') ?? '3'); left > 0; left--) {
        sizes.push(String(host('http').write(id, 'é'.repeat(Number(query.get('size') ?? '1')))));
      }
      log.push({ sizes });
      waits.set(id, Object.assign(() => {}, { drain() {
        log.push('drained');
        host('http').finish(id);
      } }));
      if (query.has('break')) host('http').breakOff(id);
      else if (!query.has('drain')) host('http').finish(id);
    },
    '/base64': (id) => {
      host('http').begin(id, 200, '');
      host('http').writeBase64(id, '/wD+');
      host('http').finish(id);
    },
    '/sql': (id, _, request) => host('storage').batch(
      wait((outcome) => json(id, outcome)), request.body.val),
    '/execute': (id, _, request) => {
      const results = [];
      for (const { sql, params, trap } of JSON.parse(request.body.val)) {
        if (trap) throw new WebAssembly.RuntimeError('unreachable');
        try {
          results.push(host('actor-storage').execute(sql, JSON.stringify(params ?? [])));
        } catch (error) { results.push(error.payload); }
      }
      json(id, results);
    },
    '/blob': (id, query, request) => {
      const op = wait((outcome) => json(id, outcome));
      const key = query.get('key') ?? '';
      const blobs = host('blobs');
      if (query.has('put')) blobs.put(op, key, 'text/plain', request.body.val);
      else if (query.has('list')) blobs.list(op, key, '', 10);
      else if (query.has('delete')) blobs.delete(op, key);
      else if (query.has('receive')) blobs.receive(op, id, key, 'text/plain', 100n);
      else blobs.get(op, key);
    },
    '/send-blob': (id, query) => host('http').sendBlob(id, 200, 'content-type: text/plain\n',
      query.get('key') ?? ''),
    '/queue': (id, query) => host('queue').send(wait((outcome) => json(id, outcome)),
      query.get('queue') ?? 'probe', query.get('body') ?? '', 0),
    '/sandbox': (id, query) => host('sandbox').run(wait((outcome) => json(id, outcome)),
      query.get('language') ?? 'javascript', query.get('program') ?? '', query.get('args') ?? '[]',
      { stepsMax: 250_000_000n, memoryBytesMax: 0, outputBytesMax: 0, consoleBytesMax: 0 }),
    '/basics': (id) => json(id, {
      now: host('clock').nowMs(), monotonic: host('clock').monotonicMs(),
      random: host('random').next(), config: host('config').get('api-key') ?? null,
      sha256: host('crypto').sha256('abc'), hmac: host('crypto').hmacSha256('key', 'text') }),
    '/verify': (id, _, request) => {
      const { algorithm, key, text, signature } = JSON.parse(request.body.val);
      try {
        json(id, host('crypto').verify(algorithm, JSON.stringify(key), text, signature));
      } catch (error) { json(id, error.payload); }
    },
    '/alarm': (id, query) => {
      if (query.has('clear')) host('alarm').clear();
      if (query.has('in')) host('alarm').set(BigInt(Date.now() + Number(query.get('in'))));
      json(id, host('alarm').get() ?? null);
    },
    '/self': (id) => json(id, host('actor').self()),
    '/destroy': (id) => {
      host('actor').destroy();
      json(id, 'destroyed');
    },
    '/socket': (id) => { log.push(['accept', host('sockets').accept(id)]); },
    '/sockets': (id) => json(id, host('sockets').list()),
  };

  return {
    httpEvents: {
      onRequest(id, head, principal, body) {
        const path = /^:path: (.*)$/m.exec(head)?.[1] ?? '/';
        const [route, query] = path.split('?');
        const forwarded = /^\/(service|actor)-([^/]*)(\/.*)$/.exec(path);
        if (forwarded) {
          const [, tag, val, rest] = forwarded;
          return host('http').forward(id, { tag, val: val.replace('~', '/') }, rest,
            '{"tenant":"default","name":"\u00e9","requestId":"req_1"}', 'x-added: yes\n');
        }
        const handle = routes[route];
        if (!handle) return host('http').respond(id, 404, '', 'no such route');
        handle(id, new URLSearchParams(query), { head, principal, body });
      },
      onBody: (id, body) => finish(id, body),
      onAbort(id) { log.push(['abort', String(id)]); },
      onDrain: (id) => waits.get(id)?.drain?.(),
      onSent(id) { log.push(['sent', String(id)]); },
    },
    rpcEvents: {
      onCall(id, method, principal, args) {
        if (method === 'hang') return;
        host('rpc').reply(id, JSON.stringify({ method, principal, arguments: JSON.parse(args) }));
      },
    },
    fetchEvents: {
      onWhole: (op, outcome) => finish(op, outcome),
      onHead: () => {},
      onChunk: (op, text) => waits.get(op)?.chunk?.(text),
      onEnd: (op, outcome) => finish(op, outcome),
    },
    storageEvents: { onResult: (op, outcome) => finish(op, outcome) },
    blobsEvents: { onResult: (op, outcome) => finish(op, outcome) },
    timersEvents: { onTimer: (op) => finish(op) },
    sandboxEvents: { onReport: (op, outcome) => finish(op, outcome) },
    queueEvents: {
      onQueued: (op, outcome) => finish(op, outcome),
      onMessage(id, queue, _, body, attempts) {
        log.push(['message', queue, body, attempts]);
        if (body === 'retry' && attempts === 1) host('queue').retry(id, 0);
        else if (body !== 'poison' || queue !== 'probe') host('queue').ack(id);
        else throw new WebAssembly.RuntimeError('unreachable');
      },
    },
    alarmEvents: {
      onAlarm(attempt) {
        const { execute } = host('actor-storage');
        execute('CREATE TABLE IF NOT EXISTS alarms (attempt, armed, name)', '[]');
        execute('INSERT INTO alarms VALUES (?, ?, ?)', JSON.stringify(
          [attempt, String(host('alarm').get() ?? ''), host('actor').self().name]));
        if (attempt === 1) throw new WebAssembly.RuntimeError('unreachable');
      },
    },
    socketsEvents: {
      onOpen: (socket) => host('sockets').send(socket, `open ${socket}`),
      onMessage(socket, text) {
        if (text === 'close') host('sockets').close(socket, 4001, 'asked');
        else if (text === 'trap') throw new WebAssembly.RuntimeError('unreachable');
        else host('sockets').send(socket, `${socket} said ${text}`);
      },
      onClose(socket, code, reason) { log.push(['close', socket, code, reason]); },
    },
  };
}

export const component = { instantiate, cores: {} };
