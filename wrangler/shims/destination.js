import { failure } from './failure.js';

/** @import { Destination, Host } from './types' */

/**
 * The binding that a service or actor is reached by. Throws `not-found` for what the Worker is not
 * wired to and `invalid` for an actor without a name.
 *
 * @param {Host} host
 * @param {Destination} to
 * @returns {{ fetch: typeof fetch }}
 */
export function bindingOf(host, to) {
  if (to.tag === 'service') {
    const service = host.wiring.services?.[to.val];
    if (!service) throw failure('not-found', `service ${to.val}`);
    return service;
  }
  if (to.tag !== 'actor') throw failure('invalid', 'no destination inside the installation');
  const slash = to.val.indexOf('/');
  const name = to.val.slice(slash + 1);
  if (slash < 1 || !name) throw failure('invalid', `actor ${to.val}`);
  const namespace = host.wiring.actors?.[to.val.slice(0, slash)];
  if (!namespace) throw failure('not-found', `actor namespace ${to.val.slice(0, slash)}`);
  return /** @type {any} */ (namespace).getByName(name);
}

/**
 * Names what a binding threw. A Durable Object says when it is overloaded; what was thrown by the
 * other side's code means that its host gave up.
 *
 * @param {any} error
 */
export function bindingFailure(error) {
  if (error?.overloaded) return failure('overloaded', String(error.message));
  if (error?.remote) return failure('trapped', String(error.message));
  return failure('unreachable', String(error?.message ?? error));
}

/** The authority of requests that stay inside the installation. */
export const insideUrl = (/** @type {string} */ path) => `http://skerry.internal${path}`;
