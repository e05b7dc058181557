/** A small seeded generator (mulberry32): the same seed makes the same schedule everywhere. */
export class Random {
  #state;

  /** @param {number} seed 32 bits */
  constructor(seed) { this.#state = seed >>> 0; }

  /** At least 0, less than 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer of 0 … bound − 1. */
  below(bound) { return Math.floor(this.next() * bound); }

  chance(probability) { return this.next() < probability; }

  pick(items) { return items[this.below(items.length)]; }

  /** A generator of its own for one part of the work. */
  fork() { return new Random(this.below(2 ** 32)); }
}
