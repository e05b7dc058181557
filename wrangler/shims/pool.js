import { Instance } from './instance.js';
import {
  INSTANCES_MAX, REQUESTS_IN_FLIGHT_MAX, REQUESTS_PER_INSTANCE_MAX,
} from './limits.js';

/** @import { Definition } from './types' */

/** Instances of one stateless module in this isolate, each serving many requests at a time. */
export class Pool {
  /** @type {{ instance: Instance, served: number }[]} */
  #entries = [];

  /** @param {Definition} definition */
  constructor(definition) { this.definition = definition; }

  /** An instance with room for a request, or null when there is none. */
  take(/** @type {any} */ env) {
    this.#entries = this.#entries.filter(({ instance, served }) => !instance.dead &&
      !instance.overgrown && served < REQUESTS_PER_INSTANCE_MAX);
    let entry = this.#entries.find(
      ({ instance }) => instance.pending.size < REQUESTS_IN_FLIGHT_MAX);
    if (!entry) {
      if (this.#entries.length >= INSTANCES_MAX) return null;
      entry = { instance: new Instance(this.definition, env), served: 0 };
      this.#entries.push(entry);
    }
    entry.served++;
    return entry.instance;
  }
}
