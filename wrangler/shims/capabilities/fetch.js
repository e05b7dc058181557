import { bindingFailure, bindingOf, insideUrl } from '../destination.js';
import { failure, HostFailure } from '../failure.js';
import { answerHead, parseHead } from '../head.js';
import { FETCH_TIMEOUT_MS, FETCH_WHOLE_BYTES_MAX } from '../limits.js';
import { attachCaller } from '../private.js';
import { Credit, fetchFailure, relay } from '../relay.js';
import { encode, readText } from '../text.js';

/** @import { Destination, Host, Scope } from '../types' */

/** `skerry:host/fetch`. */
export const fetch = (/** @type {Host} */ host) => {
  /** @type {Map<bigint, { scope: Scope, credit: Credit }>} */
  const streams = new Map();
  return {
    start(/** @type {bigint} */ op, /** @type {Destination} */ to,
      /** @type {'whole' | 'streamed'} */ mode, /** @type {string} */ head,
      /** @type {string} */ principal, /** @type {string} */ body) {
      const open = (/** @type {AbortSignal} */ signal) =>
        request(host, to, head, principal, body, signal);
      if (mode === 'whole') {
        host.start(op, (signal) => inTime(signal, async (limit) => {
          const answer = await open(limit);
          return { status: answer.status, head: answerHead(answer),
            body: await readText(answer, FETCH_WHOLE_BYTES_MAX, 'fetch_whole_bytes_max') };
        }), (events, outcome) => events.fetchEvents.onWhole(op, outcome));
        return;
      }
      const { scope } = host;
      const credit = new Credit();
      streams.set(op, { scope, credit });
      host.start(op, (signal) => inTime(signal, async (limit) => {
        const answer = await open(limit);
        host.deliver(scope, (events) =>
          events.fetchEvents.onHead(op, answer.status, answerHead(answer)));
        await relay(answer, credit, limit, (text) =>
          host.deliver(scope, (events) => events.fetchEvents.onChunk(op, text)));
      }), (events, outcome) => {
        streams.delete(op);
        events.fetchEvents.onEnd(op, outcome);
      });
    },
    pull(/** @type {bigint} */ op, /** @type {number} */ bytes) {
      const stream = streams.get(op);
      if (stream) host.later(stream.scope, () => stream.credit.add(bytes));
    },
    cancel: (/** @type {bigint} */ op) => host.cancel(op),
  };
};

/**
 * Lets a fetch and the reading of its answer take so long and no longer. The timer ends with them:
 * one that is left keeps a Durable Object in memory.
 *
 * @template T
 * @param {AbortSignal} signal @param {(limit: AbortSignal) => Promise<T>} work
 */
async function inTime(signal, work) {
  const passed = new AbortController();
  const timer = setTimeout(
    () => passed.abort(new DOMException('the time limit passed', 'TimeoutError')),
    FETCH_TIMEOUT_MS);
  try {
    return await work(AbortSignal.any([signal, passed.signal]));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Host} host @param {Destination} to @param {string} head @param {string} principal
 * @param {string} body @param {AbortSignal} signal
 */
async function request(host, to, head, principal, body, signal) {
  const { pseudo, fields } = parseHead(head);
  const headers = new Headers(fields);
  const inside = to.tag !== 'internet';
  if (inside) attachCaller(headers, principal, null);
  else if (principal) throw failure('denied', 'a principal never leaves the installation');
  if (inside && !pseudo.path?.startsWith('/')) throw failure('invalid', 'head of a request');
  const url = inside ? insideUrl(pseudo.path) : pseudo.url;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw failure('invalid', `url ${url}`);
  }
  const outgoing = new Request(url, { method: pseudo.method, headers, redirect: 'manual',
    // As bytes, so that the platform adds no type of its own.
    body: body ? encode(body) : null, signal });
  if (!inside) {
    return globalThis.fetch(outgoing).catch((error) => { throw fetchFailure(error, signal); });
  }
  return bindingOf(host, to).fetch(outgoing).catch(
    (error) => { throw error instanceof HostFailure ? error : bindingFailure(error); });
}
