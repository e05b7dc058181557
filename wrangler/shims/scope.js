import { REQUEST_DEADLINE_MS } from './limits.js';

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
  kept = false;
  #held = 0;
  /** @type {(() => void)[]} */
  #inbox = [];
  #wake = () => {};
  #done = this.#pump();

  /**
   * @param {ExecutionContext} context
   * @param {(scope: Scope) => void} expire ends what the scope still holds when its time is over
   */
  constructor(context, expire) {
    this.context = context;
    this.expire = expire;
  }

  /** @type {Scope['post']} */
  post(effect) {
    this.#inbox.push(effect);
    this.#wake();
  }

  /** @type {Scope['keep']} */
  keep() {
    if (this.kept) return;
    this.kept = true;
    const passed = () => {
      this.expire(this);
      timer = setTimeout(passed, REQUEST_DEADLINE_MS);
    };
    let timer = setTimeout(passed, REQUEST_DEADLINE_MS);
    this.context.waitUntil(this.#done.then(() => clearTimeout(timer)));
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
