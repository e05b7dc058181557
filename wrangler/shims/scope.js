/** @import { Scope } from './types' */

/**
 * The context of one request, call or batch of a stateless Worker. Whatever belongs to it is done
 * here and nowhere else: workerd forbids touching one request's input and output while it runs
 * another one, and an instance serves many at a time.
 *
 * @implements {Scope}
 */
export class RequestScope {
  ofOneRequest = true;
  #held = 0;
  /** @type {(() => void)[]} */
  #inbox = [];
  #wake = () => {};
  /** Resolves when nothing holds the scope any more. @type {Promise<void>} */
  done;

  constructor() { this.done = this.#pump(); }

  /** @type {Scope['post']} */
  post(effect) {
    this.#inbox.push(effect);
    this.#wake();
  }

  hold() { this.#held++; }

  release() {
    if (--this.#held === 0) this.#wake();
  }

  /** Runs in the scope's own context, whoever woke it. */
  async #pump() {
    do {
      await new Promise((resolve) => { this.#wake = () => resolve(undefined); });
      for (const effect of this.#inbox.splice(0)) effect();
    } while (this.#held > 0);
  }
}
