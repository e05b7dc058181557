import { makeRequestId, problem } from '../problem.js';

/** @import { Host, ProblemName, Scope } from '../types' */

/** One RPC call and its answer. */
export class Call {
  /** @type {(answer: unknown) => void} */
  #resolve = () => {};
  /** @type {Promise<unknown>} */
  answer = new Promise((resolve) => { this.#resolve = resolve; });

  /** @param {Host} host @param {Scope} scope */
  constructor(host, scope) {
    this.id = host.nextId();
    this.host = host;
    this.scope = scope;
    host.pending.set(this.id, this);
    scope.hold();
  }

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
    if (!this.host.pending.delete(this.id)) return;
    this.#resolve(answer);
    this.scope.release();
  }
}

/** `skerry:host/rpc`. */
export const rpc = (/** @type {Host} */ host) => ({
  reply(/** @type {bigint} */ id, /** @type {string} */ answer) {
    const call = host.pending.get(id);
    if (call) host.later(call.scope, () => call.reply(answer));
  },
});
