/**
 * The result-cached `POST /fn` in plain JavaScript: what the gateway and fn do for such a call, as a
 * JavaScript author would write it. The same checks in the same order, the same kind of ids, the
 * same headers and the same answer; used by the Node server and by the Workers that Skerry is
 * measured against.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const TOKEN = /^[A-Za-z0-9._-]{1,64}$/;
const BODY_BYTES_MAX = 1024 * 1024;
const CACHED_ANSWERS_MAX = 1000;

/** Random bytes, drawn from the system many at a time. */
const pool = new Uint8Array(1024);
let left = 0;

/** A ULID: 48 bits of time, 80 random ones. */
function makeId(prefix) {
  if (left < 16) {
    crypto.getRandomValues(pool);
    left = pool.length;
  }
  let text = '';
  for (let time = Date.now(), place = 0; place < 10; place += 1) {
    text = ALPHABET[time % 32] + text;
    time = Math.floor(time / 32);
  }
  for (let place = 0; place < 16; place += 1) text += ALPHABET[pool[--left] & 31];
  return prefix + text;
}

const milliseconds = (value) => String(Math.round(value * 1000) / 1000);

/** A refusal of the gateway or of fn. */
function problem(status, code, requestId) {
  return { status, body: JSON.stringify({
    type: `https://skerry.dev/problems/${code}`, status, code, requestId }),
  type: 'application/problem+json' };
}

/**
 * The gateway's part: who asks for what. `header` reads one field, by its lower-case name.
 *
 * @returns {{ refusal?: object, principal?: string, requestId: string, own: Record<string, string> }}
 */
export function admit(method, path, header) {
  const began = performance.now();
  const given = header('x-request-id') ?? '';
  const requestId = TOKEN.test(given) ? given : makeId('req_');
  const own = () => ({
    'x-request-id': requestId,
    'server-timing': `gateway;dur=${milliseconds(performance.now() - began)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  const refuse = (status, code) =>
    ({ refusal: problem(status, code, requestId), requestId, own: own() });
  const authority = (header('host') ?? '').toLowerCase();
  if (!LOOPBACK.has(authority.replace(/:\d*$/, ''))) return refuse(421, 'misdirected_request');
  const origin = header('origin')?.toLowerCase();
  if (origin && origin !== `http://${authority}` && origin !== `https://${authority}`) {
    return refuse(403, 'origin_not_allowed');
  }
  if (!/^\/fn(\/|$)/.test(path)) return refuse(404, 'not_found');
  const principal = JSON.stringify({
    tenant: 'default', subject: 'anonymous', scopes: ['fn:execute', 'fn:read'], requestId });
  return { principal, requestId, own: own() };
}

function acceptsJson(accept) {
  if (!accept?.trim()) return true;
  return accept.toLowerCase().split(',').some((range) => {
    const type = range.split(';')[0].trim();
    return !/;q=0(\.0*)?$/.test(range) &&
      (type === '*/*' || type === 'application/*' || type === 'application/json');
  });
}

function isJsonInUtf8(contentType) {
  const text = contentType.toLowerCase();
  if (text.split(';')[0].trim() !== 'application/json') return false;
  const charset = /charset="?([^";]*)/.exec(text);
  return !charset || charset[1] === 'utf-8' || charset[1] === 'utf8';
}

/** fn's part. What an answer holds that is not cached comes from the real one, as `stable`. */
export class TwinFn {
  /** The least recently used entry comes first. */
  #cache = new Map();
  #stable;

  constructor(stable) {
    this.#stable = stable;
  }

  /** @param {Uint8Array} bytes @returns {{ status: number, body: string, type: string }} */
  answer(method, path, header, principalText, bytes) {
    const { tenant, requestId } = JSON.parse(principalText);
    if (path !== '/fn') return problem(404, 'not_found', requestId);
    if (method !== 'POST') return problem(405, 'method_not_allowed', requestId);
    if (!acceptsJson(header('accept'))) return problem(406, 'not_acceptable', requestId);
    const encoding = header('content-encoding');
    if (encoding && encoding !== 'identity') {
      return problem(415, 'unsupported_content_encoding', requestId);
    }
    if (!isJsonInUtf8(header('content-type') ?? 'application/json')) {
      return problem(415, 'unsupported_media_type', requestId);
    }
    if (bytes.length > BODY_BYTES_MAX) return problem(413, 'body_too_large', requestId);
    let body;
    try {
      body = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return problem(400, 'invalid_utf8', requestId);
    }
    const key = `${tenant}\n${body}`;
    const began = performance.now();
    let stable = this.#cache.get(key);
    const cached = stable !== undefined;
    if (cached) {
      this.#cache.delete(key);
    } else {
      let call;
      try {
        call = JSON.parse(body);
      } catch {
        return problem(400, 'invalid_json', requestId);
      }
      if (typeof call?.description !== 'string') return problem(422, 'validation', requestId);
      stable = this.#stable;
      if (this.#cache.size >= CACHED_ANSWERS_MAX) {
        this.#cache.delete(this.#cache.keys().next().value);
      }
    }
    this.#cache.set(key, stable);
    return { status: 200, type: 'application/json',
      body: `{"success":true,"id":"${makeId('call_')}",${stable},"cached":${cached},` +
        `"timings":{"classifyMs":0,"generateMs":0,"executeMs":0,` +
        `"totalMs":${milliseconds(performance.now() - began)}}}` };
  }
}
