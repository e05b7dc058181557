import { outcomeOf } from './failure.js';
import { BODY_BYTES_MAX, REQUEST_DEADLINE_MS } from './limits.js';
import { readText } from './text.js';

/** @import { Exchange } from './exchange.js' */
/** @import { Definition } from './types' */

/**
 * Hands a request to the module, with its body where the module reads bodies eagerly.
 *
 * @param {Exchange} exchange @param {string} head @param {Definition['body']} reads
 */
export async function deliverRequest(exchange, head, reads) {
  const body = reads === 'on-demand' ? { tag: 'ok', val: '' } : await readInTime(exchange);
  if (exchange.over) return;
  if (body.tag === 'err' && exchange.request.signal.aborted) return exchange.abort();
  exchange.delivered = true;
  exchange.host.deliver(exchange.scope, (events) =>
    events.httpEvents.onRequest(exchange.id, head, exchange.caller.principal, body));
  // Most are answered or handed over by now; a timer and a listener for them would be dear.
  if (!exchange.over) exchange.watch();
}

/** The whole body; the request fails when that takes too long. */
async function readInTime(/** @type {Exchange} */ exchange) {
  const timer = setTimeout(() => exchange.fail('deadline'), REQUEST_DEADLINE_MS);
  const body = await outcomeOf(readText(exchange.request, BODY_BYTES_MAX, 'body_bytes_max'));
  clearTimeout(timer);
  return body;
}
