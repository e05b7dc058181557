import { answerOf } from './answer.js';
import { outcomeOf } from './failure.js';
import { BODY_BYTES_MAX, RESPONSE_BUFFER_BYTES } from './limits.js';
import { problemAnswer } from './problem.js';
import { join, readText } from './text.js';

/** @import { Definition, Host, ProblemName, Scope } from './types' */

/** One request and its answer. */
export class Exchange {
  /** True once the answer is whole, broken off, or nobody waits for it. */
  over = false;
  /** Bytes of a streamed answer that the client has not taken yet. */
  waiting = 0;
  /** @type {WritableStreamDefaultWriter<Uint8Array> | null} */
  #writer = null;
  #wantsDrain = false;
  /** @type {Uint8Array[]} */
  #unsent = [];
  /** @type {Promise<void>} */
  #lastWrite = Promise.resolve();
  #delivered = false;
  /** @type {(answer: Response) => void} */
  #resolve = () => {};
  /** @type {Promise<Response>} */
  answer = new Promise((resolve) => { this.#resolve = resolve; });

  /**
   * @param {Host} host
   * @param {Scope} scope
   * @param {Request} request
   * @param {{ principal: string, peer: string | null }} caller
   */
  constructor(host, scope, request, caller) {
    this.id = host.nextId();
    this.host = host;
    this.scope = scope;
    this.request = request;
    this.caller = caller;
    host.pending.set(this.id, this);
    scope.hold();
    request.signal.addEventListener('abort', () => this.abort());
  }

  /**
   * Hands the request to the module, with its body where the module reads bodies eagerly.
   *
   * @param {string} head
   * @param {Definition['body']} reads
   */
  async deliver(head, reads) {
    const body = reads === 'on-demand' ? { tag: 'ok', val: '' }
      : await outcomeOf(readText(this.request, BODY_BYTES_MAX, 'body_bytes_max'));
    if (this.over) return;
    this.#delivered = true;
    this.host.deliver(this.scope, (events) =>
      events.httpEvents.onRequest(this.id, head, this.caller.principal, body));
  }

  get begun() { return this.#writer !== null; }

  /** Answers whole, or with a body that the platform sends on its own. */
  settle(/** @type {Response} */ answer) {
    if (this.over || this.begun) return;
    this.#resolve(answer);
    this.#end((events) => events.httpEvents.onSent(this.id));
  }

  /**
   * Lets somebody else answer: the module hears no more of the request.
   *
   * @param {Promise<Response>} answer
   */
  async handOver(answer) {
    if (this.over || this.begun) return;
    this.over = true;
    this.host.pending.delete(this.id);
    this.#resolve(await answer);
    this.scope.release();
  }

  /** A problem as the answer. */
  refuse(/** @type {ProblemName} */ name) {
    return problemAnswer(name, this.request, this.caller.principal);
  }

  /** Begins a streamed answer. */
  begin(/** @type {number} */ status, /** @type {string} */ head) {
    if (this.over || this.begun) return;
    const { readable, writable } = new IdentityTransformStream();
    this.#writer = writable.getWriter();
    this.#writer.closed.catch(() => this.abort());
    this.#resolve(answerOf(this, status, head, readable));
  }

  /** Whether an effect that sends is on the running event's list: it takes what comes after it. */
  get hasUnsent() { return this.#unsent.length > 0; }

  /** Takes bytes that are to be sent; returns what waits in all. */
  announce(/** @type {Uint8Array} */ bytes) {
    if (this.over) return 0;
    this.#unsent.push(bytes);
    this.waiting += bytes.length;
    if (this.waiting > RESPONSE_BUFFER_BYTES) this.#wantsDrain = true;
    return this.waiting;
  }

  async send() {
    const pieces = this.#unsent.splice(0);
    const bytes = join(pieces, pieces.reduce((sum, { length }) => sum + length, 0));
    if (this.over || !this.#writer || bytes.length === 0) return;
    // A failed write has rejected `closed` as well, which ends the exchange.
    this.#lastWrite = this.#writer.write(bytes).catch(() => {});
    await this.#lastWrite;
    this.waiting -= bytes.length;
    if (this.over || !this.#wantsDrain || this.waiting >= RESPONSE_BUFFER_BYTES / 2) return;
    this.#wantsDrain = false;
    this.host.deliver(this.scope, (events) => events.httpEvents.onDrain(this.id));
  }

  async finish() {
    if (this.over || !this.#writer) return;
    await this.#writer.close().then(
      () => this.#end((events) => events.httpEvents.onSent(this.id)), () => this.abort());
  }

  /** Ends so that the client sees the answer is not whole, after what was written. */
  breakOff() {
    if (this.over) return;
    this.#abandon();
    this.#end(() => {});
  }

  async #abandon() {
    await this.#lastWrite;
    // A write is done once it was taken; the runtime needs a turn to hand it on.
    await new Promise((resolve) => { setTimeout(resolve); });
    await this.#writer?.abort(new Error('broken off')).catch(() => {});
  }

  /** The client went away, or the request's time is over: what it started is cancelled with it. */
  abort() {
    this.#end((events) => events.httpEvents.onAbort(this.id),
      () => this.scope.ofOneRequest && this.host.sweep(this.scope, 'the request ended'));
  }

  /** The module does not answer any more. */
  fail(/** @type {ProblemName} */ reason) {
    if (this.over) return;
    if (this.begun) this.#abandon();
    else this.#resolve(this.refuse(reason));
    this.abort();
  }

  /** @param {(events: any) => void} event @param {() => void} [afterwards] */
  #end(event, afterwards = () => {}) {
    if (this.over) return;
    this.over = true;
    // Not from within the effect that ended it: a start must never deliver.
    queueMicrotask(() => {
      this.host.pending.delete(this.id);
      if (this.#delivered) this.host.deliver(this.scope, event);
      afterwards();
      this.scope.release();
    });
  }
}
