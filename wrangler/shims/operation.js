import { failure, outcomeOf } from './failure.js';

/** @import { Outcome, Scope } from './types' */

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
