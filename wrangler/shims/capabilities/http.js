import { attachCaller } from '../private.js';
import { bindingFailure, bindingOf } from '../destination.js';
import { answerOf, withFields } from '../answer.js';
import { HostFailure, outcomeOf } from '../failure.js';
import { atAuthorityOf } from '../head.js';
import { BODY_TEXT_BYTES_MAX } from '../limits.js';
import { encode, readText } from '../text.js';

/** @import { Destination, Host } from '../types' */
/** @import { AnswerStream } from '../answer_stream.js' */
/** @import { Exchange } from '../exchange.js' */

/** `skerry:host/http`. Calls for a request that is over do nothing: its end may cross them. */
export const http = (/** @type {Host} */ host) => {
  /** @param {bigint} id @param {(exchange: Exchange) => unknown} effect */
  const on = (id, effect) => {
    const exchange = host.pending.get(id);
    if (exchange) host.later(exchange.scope, () => effect(exchange));
  };
  /** @param {bigint} id @param {Uint8Array} bytes @returns {bigint} */
  const write = (id, bytes) => {
    /** @type {AnswerStream | null} */
    const stream = host.pending.get(id)?.stream;
    if (!stream) return 0n;
    if (!stream.hasUnsent) on(id, () => stream.send());
    return BigInt(stream.announce(bytes));
  };
  return {
    respond: (/** @type {bigint} */ id, /** @type {number} */ status, /** @type {string} */ head,
      /** @type {string} */ body) =>
      on(id, (exchange) => exchange.settle(answerOf(exchange, status, head, body))),
    begin(/** @type {bigint} */ id, /** @type {number} */ status, /** @type {string} */ head) {
      if (host.pending.get(id)?.open()) on(id, (exchange) => exchange.begin(status, head));
    },
    write: (/** @type {bigint} */ id, /** @type {string} */ text) => write(id, encode(text)),
    writeBase64: (/** @type {bigint} */ id, /** @type {string} */ data) =>
      write(id, Uint8Array.from(atob(data), (character) => character.charCodeAt(0))),
    finish: (/** @type {bigint} */ id) => on(id, (exchange) => exchange.finish()),
    breakOff: (/** @type {bigint} */ id) => on(id, (exchange) => exchange.breakOff()),
    sendBlob: (/** @type {bigint} */ id, /** @type {number} */ status, /** @type {string} */ head,
      /** @type {string} */ key) => on(id, async (exchange) => {
      const { blobs } = host.wiring;
      const found = blobs && await outcomeOf(blobs.get(key));
      if (found?.tag !== 'ok') exchange.settle(exchange.refuse('unreachable'));
      else if (found.val) exchange.settle(answerOf(exchange, status, head, found.val.body));
      else exchange.settle(answerOf(exchange, 404, head, null));
    }),
    forward: (/** @type {bigint} */ id, /** @type {Destination} */ to, /** @type {string} */ path,
      /** @type {string} */ principal, /** @type {string} */ head) =>
      on(id, (exchange) =>
        exchange.handOver(forward(host, exchange, to, path, principal, head))),
    readBody(/** @type {bigint} */ id, /** @type {bigint} */ bytesMax) {
      const asked = host.pending.get(id);
      if (asked?.bodyAsked) throw new Error('read-body: the body was asked for before');
      if (asked) asked.bodyAsked = true;
      on(id, async (exchange) => {
        const body = await outcomeOf(readText(exchange.request,
          Math.min(Number(bytesMax), BODY_TEXT_BYTES_MAX), 'body_bytes_max'));
        if (exchange.over) return;
        host.deliver(exchange.scope, (events) => events.httpEvents.onBody(id, body));
      });
    },
  };
};

/**
 * @param {Host} host @param {Exchange} exchange @param {Destination} to
 * @param {string} path @param {string} principal @param {string} head
 */
async function forward(host, exchange, to, path, principal, head) {
  const { request, caller, scope } = exchange;
  const { url, method, body } = request;
  const headers = new Headers(request.headers);
  attachCaller(headers, principal, caller.peer);
  try {
    // A context that nothing keeps ends with its client, and this with it.
    const signal = scope.kept ? request.signal : null;
    return withFields(await bindingOf(host, to).fetch(atAuthorityOf(url, path),
      { method, headers, body, redirect: 'manual', signal }), head);
  } catch (error) {
    const { tag } = (error instanceof HostFailure ? error : bindingFailure(error)).payload;
    return withFields(exchange.refuse(
      tag === 'trapped' || tag === 'overloaded' ? tag : 'unreachable'), head);
  }
}
