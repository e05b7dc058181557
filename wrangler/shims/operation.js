import { failure, outcomeOf } from './failure.js';

/** @import { Host, Outcome, Scope } from './types' */

/** Something a module started and the host has not reported yet. */
export class Operation {
  #controller = new AbortController();

  /** @param {Scope} scope the context of its input and output */
  constructor(scope) { this.scope = scope; }

  /** Ends it with the failure `cancelled`, whether its work heeds the signal or not. */
  cancel(/** @type {string} */ why) { this.#controller.abort(failure('cancelled', why)); }

  /**
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} work
   * @returns {Promise<Outcome<T>>}
   */
  run(work) {
    const { signal } = this.#controller;
    /** @type {Promise<never>} */
    const cancelled = new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    // A start must never deliver: what fails at once is reported no earlier than the rest.
    return outcomeOf(Promise.race([Promise.resolve().then(() => work(signal)), cancelled]));
  }
}

/** The operations of one instance, by the ids that its module gave them. */
export class Operations {
  /** @type {Map<bigint, Operation>} */
  #running = new Map();

  /** @param {Host} host */
  constructor(host) { this.host = host; }

  /** @type {Host['start']} */
  start(op, work, deliver) {
    const { host } = this;
    const { scope } = host;
    host.later(scope, async () => {
      const operation = new Operation(scope);
      this.#running.set(op, operation);
      scope.hold();
      scope.keep();
      const outcome = await operation.run(work);
      this.#running.delete(op);
      host.deliver(scope, (events) => deliver(events, outcome));
      scope.release();
    });
  }

  /** @type {Host['cancel']} */
  cancel(op) {
    this.host.later(this.#running.get(op)?.scope ?? this.host.scope,
      () => this.#running.get(op)?.cancel('cancelled by the module'));
  }

  /** @type {Host['sweep']} */
  sweep(scope, why) {
    for (const operation of this.#running.values()) {
      if (operation.scope === scope) operation.cancel(why);
    }
  }

  get scopes() { return [...this.#running.values()].map(({ scope }) => scope); }
}
