import { outcomeOf } from './failure.js';
import { BODY_BYTES_MAX } from './limits.js';
import { readText } from './text.js';

/** @import { Exchange } from './exchange.js' */
/** @import { Definition } from './types' */

/**
 * Hands a request to the module, with its body where the module reads bodies eagerly.
 *
 * @param {Exchange} exchange @param {string} head @param {Definition['body']} reads
 */
export async function deliverRequest(exchange, head, reads) {
  const body = reads === 'on-demand' ? { tag: 'ok', val: '' }
    : await outcomeOf(readText(exchange.request, BODY_BYTES_MAX, 'body_bytes_max'));
  if (exchange.over) return;
  exchange.delivered = true;
  exchange.host.deliver(exchange.scope, (events) =>
    events.httpEvents.onRequest(exchange.id, head, exchange.caller.principal, body));
}
