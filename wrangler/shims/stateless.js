import { WorkerEntrypoint } from 'cloudflare:workers';
import { Call } from './capabilities/rpc.js';
import { Message } from './capabilities/queue.js';
import { Exchange } from './exchange.js';
import { isDamaged, requestHead } from './head.js';
import { REQUEST_DEADLINE_MS } from './limits.js';
import { Pool } from './pool.js';
import { callerOf } from './private.js';
import { makeRequestId, problem, problemAnswer } from './problem.js';
import { deliverRequest } from './request.js';
import { RequestScope } from './scope.js';

/** @import { Instance } from './instance.js' */
/** @import { Definition } from './types' */

/**
 * Opens a scope; what is left of it when its time is over is swept.
 *
 * @param {Instance} instance
 * @param {ExecutionContext} context
 */
function openScope(instance, context) {
  return new RequestScope(context, (scope) => {
    instance.fail(scope, 'deadline');
    instance.sweep(scope, `request_deadline_ms=${REQUEST_DEADLINE_MS}`);
  });
}

/**
 * Makes the entrypoint class of a stateless module.
 *
 * @param {Definition} definition
 * @param {string[]} [methods] names of the RPC methods it answers
 */
export function stateless(definition, methods = []) {
  const pool = new Pool(definition);
  const { door } = definition;

  class Entrypoint extends WorkerEntrypoint {
    async fetch(/** @type {Request} */ request) {
      const caller = callerOf(request, door);
      const { principal, peer } = caller;
      const instance = pool.take(this.env);
      const head = requestHead(request, peer);
      if (isDamaged(head)) return problemAnswer('malformed', request, principal);
      if (!instance) return problemAnswer('overloaded', request, principal);
      const scope = openScope(instance, this.ctx);
      const exchange = new Exchange(instance, scope, request, caller);
      await deliverRequest(exchange, head, definition.body);
      return exchange.answer;
    }

    async queue(/** @type {MessageBatch} */ batch) {
      const instance = pool.take(this.env);
      if (!instance) return batch.retryAll();
      const scope = openScope(instance, this.ctx);
      scope.keep();
      const messages = batch.messages.map((message) => new Message(instance, scope, message));
      for (const message of messages) message.deliver(batch.queue);
      await Promise.all(messages.map((message) => message.settled));
    }

    /** @param {string} method @param {unknown} argument */
    #call(method, argument) {
      const instance = pool.take(this.env);
      if (!instance) return { success: false, error: problem('overloaded', makeRequestId()) };
      const scope = openScope(instance, this.ctx);
      scope.keep();
      const call = new Call(instance, scope);
      call.deliver(method, /** @type {any} */ (this.ctx).props?.principal, argument);
      return call.answer;
    }

    static {
      for (const method of methods) {
        Object.defineProperty(this.prototype, method, {
          /** @this {Entrypoint} @param {unknown} argument */
          value(argument) { return this.#call(method, argument); } });
      }
    }
  }

  return Entrypoint;
}
