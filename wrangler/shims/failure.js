/** @import { Failure, FailureTag, Outcome } from './types' */

/** A failure of the contract. jco hands `payload` to the module when an import throws this. */
export class HostFailure extends Error {
  /** @param {FailureTag} tag @param {string} text context for a log */
  constructor(tag, text) {
    super(`${tag}: ${text}`);
    /** @type {Failure} */
    this.payload = { tag, val: text };
  }
}

/** @param {FailureTag} tag @param {string} text */
export const failure = (tag, text) => new HostFailure(tag, text);

/**
 * Names whatever a platform call threw. What has no name of its own is `unavailable`.
 *
 * @param {unknown} error
 * @returns {Failure}
 */
export function failureOf(error) {
  if (error instanceof HostFailure) return error.payload;
  return { tag: 'unavailable', val: error instanceof Error ? error.message : String(error) };
}

/**
 * Turns a promise into the contract's result. Never rejects.
 *
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<Outcome<T>>}
 */
export async function outcomeOf(promise) {
  try {
    return { tag: 'ok', val: await promise };
  } catch (error) {
    return { tag: 'err', val: failureOf(error) };
  }
}
