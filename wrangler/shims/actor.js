import { DurableObject } from 'cloudflare:workers';
import { actor as actorCapability } from './capabilities/actor.js';
import { postpone, readAlarm, takeAlarm } from './capabilities/alarm.js';
import { CLOSE_ABNORMAL, completeClose, onClose, onMessage } from './capabilities/sockets.js';
import { Exchange } from './exchange.js';
import { requestHead } from './head.js';
import { Instance } from './instance.js';
import { ACTOR_REQUESTS_MAX } from './limits.js';
import { callerOf } from './private.js';
import { problemAnswer } from './problem.js';
import { deliverRequest } from './request.js';

/** @import { Definition, Scope } from './types' */

/** All input and output of a Durable Object has one context: every effect can be performed here. */
/** @type {Scope} */
const SCOPE = { post: (effect) => effect(), hold() {}, release() {}, keep() {}, kept: true,
  ofOneRequest: false };

/**
 * Makes the Durable Object class of an actor's module. One event is one transaction: an export runs
 * within `transactionSync`, and what it started is performed afterwards; the output gate holds that
 * until the writes are durable. A trap undoes the event, and the next one meets a new instance.
 *
 * @param {Definition} definition
 * @param {string} namespace
 */
export function actor(definition, namespace) {
  return class extends DurableObject {
    /** @type {Instance | null} */
    #instance = null;

    /** The instance that serves this object now. */
    #current() {
      if (this.#instance && !this.#instance.dead) return this.#instance;
      const { ctx: state } = this;
      const identity = { namespace, name: state.id.name ?? '' };
      const capabilities = {
        ...definition.capabilities, actor: actorCapability(() => this.#destroy()) };
      return this.#instance = new Instance({ ...definition, capabilities }, this.env, {
        actor: { state, identity }, around: (run) => state.storage.transactionSync(run) });
    }

    async fetch(/** @type {Request} */ request) {
      const caller = callerOf(request, 'private');
      const instance = this.#current();
      if (instance.pending.size >= ACTOR_REQUESTS_MAX) {
        return problemAnswer('overloaded', request, caller.principal);
      }
      const exchange = new Exchange(instance, SCOPE, request, caller);
      await deliverRequest(exchange, requestHead(request, caller.peer), definition.body);
      return exchange.answer;
    }

    /** Never throws: the platform gives an alarm up after some failures. */
    async alarm() {
      const { storage } = this.ctx;
      const armed = readAlarm(storage);
      if (!armed) return;
      if (armed.wakeAtMs > Date.now()) return storage.setAlarm(armed.wakeAtMs);
      const handled = this.#current().deliver(SCOPE, (events) => {
        takeAlarm(storage);
        events.alarmEvents.onAlarm(armed.attempts + 1);
      });
      if (!handled) postpone(storage, armed);
    }

    webSocketMessage(/** @type {WebSocket} */ socket, /** @type {string | ArrayBuffer} */ message) {
      onMessage(this.#current(), SCOPE, socket, message);
    }

    webSocketClose(/** @type {WebSocket} */ socket, /** @type {number} */ code,
      /** @type {string} */ reason) {
      onClose(this.#current(), SCOPE, socket, code, reason);
      completeClose(socket, code, reason);
    }

    webSocketError(/** @type {WebSocket} */ socket) {
      onClose(this.#current(), SCOPE, socket, CLOSE_ABNORMAL, '');
    }

    /** Erases everything the actor keeps. What it had under way ends. */
    async #destroy() {
      // What else the event started comes first.
      await Promise.resolve();
      const { ctx: state } = this;
      const instance = this.#instance;
      this.#instance = null;
      if (instance) instance.dead = true;
      instance?.sweep(SCOPE, 'the actor was destroyed');
      instance?.fail(SCOPE, 'unreachable');
      for (const socket of state.getWebSockets()) socket.close(1001, 'the actor was destroyed');
      await state.storage.deleteAlarm();
      await state.storage.deleteAll();
    }
  };
}
