import { parseHead } from './head.js';

/** @import { Exchange } from './exchange.js' */

/** Statuses whose answers have no body, whatever their author gives (RFC 9110, 6.4.1). */
const BODILESS = new Set([204, 304]);

/**
 * A module's answer as the platform wants it; a 500 for one that cannot be sent.
 *
 * @param {Exchange} exchange @param {number} status @param {string} head
 * @param {BodyInit | null} body
 */
export function answerOf(exchange, status, head, body) {
  try {
    return new Response(BODILESS.has(status) ? null : body,
      { status, headers: parseHead(head).fields });
  } catch {
    return exchange.refuse('unsendable');
  }
}

/**
 * Somebody else's answer with further fields.
 *
 * @param {Response} answer @param {string} head
 */
export function withFields(answer, head) {
  const whole = new Response(answer.body, answer);
  for (const [name, value] of parseHead(head).fields) whole.headers.append(name, value);
  return whole;
}
