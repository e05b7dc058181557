import { Pending } from '../pending.js';
import { makeRequestId, problem } from '../problem.js';

/** @import { Host, ProblemName } from '../types' */

/** One RPC call and its answer. */
export class Call extends Pending {
  /** @type {(answer: unknown) => void} */
  #resolve = () => {};
  /** @type {Promise<unknown>} */
  answer = new Promise((resolve) => { this.#resolve = resolve; });

  /** @param {string} method @param {unknown} principal @param {unknown} argument */
  deliver(method, principal, argument) {
    this.host.deliver(this.scope, (events) => events.rpcEvents.onCall(this.id, method,
      principal === undefined ? '' : JSON.stringify(principal), JSON.stringify(argument ?? null)));
  }

  reply(/** @type {string} */ answer) { this.#end(JSON.parse(answer)); }

  fail(/** @type {ProblemName} */ reason) {
    this.#end({ success: false, error: problem(reason, makeRequestId()) });
  }

  #end(/** @type {unknown} */ answer) {
    if (this.leave()) this.#resolve(answer);
  }
}

/** `skerry:host/rpc`. */
export const rpc = (/** @type {Host} */ host) => ({
  reply(/** @type {bigint} */ id, /** @type {string} */ answer) {
    const call = host.pending.get(id);
    if (call) host.later(call.scope, () => call.reply(answer));
  },
});
