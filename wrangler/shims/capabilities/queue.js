import { failure } from '../failure.js';
import { Pending } from '../pending.js';

/** @import { Host, Scope } from '../types' */

/** Queues on Cloudflare belong to an account; this is what the names of Skerry's begin with. */
const QUEUE_PREFIX = 'skerry-';

/** One message of a batch. Neither acknowledged nor retried in time counts as a failed attempt. */
export class Message extends Pending {
  #settle = () => {};
  /** @type {Promise<void>} */
  settled = new Promise((resolve) => { this.#settle = () => resolve(); });

  /** @param {Host} host @param {Scope} scope @param {globalThis.Message} message */
  constructor(host, scope, message) {
    super(host, scope);
    this.message = message;
  }

  deliver(/** @type {string} */ queue) {
    const { id, body, attempts } = this.message;
    const name = queue.startsWith(QUEUE_PREFIX) ? queue.slice(QUEUE_PREFIX.length) : queue;
    this.host.deliver(this.scope, (events) =>
      events.queueEvents.onMessage(this.id, name, id, String(body), attempts));
  }

  ack() { this.#end(() => this.message.ack()); }

  retry(/** @type {number} */ delaySeconds) {
    this.#end(() => this.message.retry({ delaySeconds }));
  }

  fail() { this.#end(() => this.message.retry()); }

  #end(/** @type {() => void} */ settle) {
    if (!this.leave()) return;
    settle();
    this.#settle();
  }
}

/** `skerry:host/queue`. */
export const queue = (/** @type {Host} */ host) => {
  /** @param {bigint} id @param {(message: Message) => void} effect */
  const on = (id, effect) => {
    const message = host.pending.get(id);
    if (message) host.later(message.scope, () => effect(message));
  };
  return {
    send: (/** @type {bigint} */ op, /** @type {string} */ name, /** @type {string} */ body,
      /** @type {number} */ delaySeconds) => host.start(op, async () => {
      const binding = host.wiring.queues?.[name];
      if (!binding) throw failure('not-found', `queue ${name}`);
      await binding.send(body, { contentType: 'text', delaySeconds });
    }, (events, outcome) => events.queueEvents.onQueued(op, outcome)),
    ack: (/** @type {bigint} */ id) => on(id, (message) => message.ack()),
    retry: (/** @type {bigint} */ id, /** @type {number} */ delaySeconds) =>
      on(id, (message) => message.retry(delaySeconds)),
  };
};
