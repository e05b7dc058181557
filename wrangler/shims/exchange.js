import { answerOf } from './answer.js';
import { AnswerStream } from './answer_stream.js';
import { Pending } from './pending.js';
import { problemAnswer } from './problem.js';

/** @import { Host, ProblemName, Scope } from './types' */

/** One request and its answer. */
export class Exchange extends Pending {
  /** True once the module has seen it: it hears how it ended. */
  delivered = false;
  /** True once the answer is whole, broken off, or nobody waits for it. */
  over = false;
  /** @type {AnswerStream | null} */
  #stream = null;
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
    super(host, scope);
    this.request = request;
    this.caller = caller;
  }

  /** Notices from now on when the client goes away or time is over. */
  watch() {
    this.scope.keep();
    const { signal } = this.request;
    if (signal.aborted) this.abort();
    else signal.addEventListener('abort', () => this.abort());
  }

  /** Answers whole, or with a body that the platform sends on its own. */
  settle(/** @type {Response} */ answer) {
    if (this.over || this.#stream) return;
    this.#resolve(answer);
    this.#end((events) => events.httpEvents.onSent(this.id));
  }

  /**
   * Lets somebody else answer: the module hears no more of the request.
   *
   * @param {Promise<Response>} answer
   */
  async handOver(answer) {
    if (this.over || this.#stream) return;
    this.over = true;
    this.host.pending.delete(this.id);
    this.#resolve(await answer);
    this.scope.release();
  }

  /** A problem as the answer. */
  refuse(/** @type {ProblemName} */ name) {
    return problemAnswer(name, this.request, this.caller.principal);
  }

  /** Promises a streamed answer, which an effect begins. Null when there is an answer already. */
  open() {
    if (this.over || this.#stream) return null;
    this.#stream = new AnswerStream({
      onDrain: () => this.over ||
        this.host.deliver(this.scope, (events) => events.httpEvents.onDrain(this.id)),
      onGone: () => this.abort() });
    return this.#stream;
  }

  /** The streamed answer, while it lasts. */
  get stream() { return this.over ? null : this.#stream; }

  /** Begins the streamed answer. */
  begin(/** @type {number} */ status, /** @type {string} */ head) {
    if (this.over || !this.#stream) return;
    this.#resolve(answerOf(this, status, head, this.#stream.start()));
  }

  async finish() {
    await this.stream?.finish().then(
      () => this.#end((events) => events.httpEvents.onSent(this.id)), () => this.abort());
  }

  /** Ends so that the client sees the answer is not whole, after what was written. */
  breakOff() {
    this.stream?.abandon();
    this.#end(() => {});
  }

  /** The client went away, or the request's time is over: what it started is cancelled with it. */
  abort() {
    this.#end((events) => events.httpEvents.onAbort(this.id),
      () => this.scope.ofOneRequest && this.host.sweep(this.scope, 'the request ended'));
  }

  /** The module does not answer any more. */
  fail(/** @type {ProblemName} */ reason) {
    if (this.over) return;
    if (this.#stream?.begun) this.#stream.abandon();
    else this.#resolve(this.refuse(reason));
    this.abort();
  }

  /** @param {(events: any) => void} event @param {() => void} [afterwards] */
  #end(event, afterwards = () => {}) {
    if (this.over) return;
    this.over = true;
    // Not from within the effect that ended it: a start must never deliver.
    Promise.resolve().then(() => {
      this.host.pending.delete(this.id);
      if (this.delivered) this.host.deliver(this.scope, event);
      afterwards();
      this.scope.release();
    });
  }
}
