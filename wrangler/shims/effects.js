import { EFFECTS_MAX } from './limits.js';

/** @import { Scope } from './types' */

/** What the running event has started: performed once its export has returned, or dropped. */
export class Effects {
  /** @type {{ scope: Scope, effect: () => void }[]} */
  #list = [];

  add(/** @type {Scope} */ scope, /** @type {() => void} */ effect) {
    if (this.#list.length >= EFFECTS_MAX) throw new Error(`effects_max=${EFFECTS_MAX}`);
    this.#list.push({ scope, effect });
  }

  drop() { this.#list = []; }

  /** Performs all in order; what belongs to another scope is left to it. */
  perform(/** @type {Scope} */ running) {
    const list = this.#list;
    this.#list = [];
    for (const { scope, effect } of list) {
      if (scope === running) attempt(effect);
      else scope.post(() => attempt(effect));
    }
  }
}

/** One effect that the platform refuses must not cost the others. */
function attempt(/** @type {() => void} */ effect) {
  try {
    effect();
  } catch (error) {
    console.error(JSON.stringify(
      { level: 'error', message: 'an effect failed', error: String(error) }));
  }
}
