import { answerOf } from './answer.js';
import { AnswerStream } from './answer_stream.js';
import { ClientRequest } from './client_request.js';
import { problemAnswer } from './problem.js';

/** @import { ProblemName } from './types' */

/** One request and its answer. */
export class Exchange extends ClientRequest {
  /** @type {AnswerStream | null} */
  #stream = null;
  /** @type {(answer: Response) => void} */
  #resolve = () => {};
  /** @type {Promise<Response>} */
  answer = new Promise((resolve) => { this.#resolve = resolve; });

  /** Answers whole, or with a body that the platform sends on its own. */
  settle(/** @type {Response} */ answer) {
    if (this.over || this.#stream) return;
    this.#resolve(answer);
    this.end((events) => events.httpEvents.onSent(this.id));
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
      () => this.end((events) => events.httpEvents.onSent(this.id)), () => this.abort());
  }

  /** Ends so that the client sees the answer is not whole, after what was written. */
  breakOff() {
    this.stream?.abandon();
    this.end(() => {});
  }

  /** The module does not answer any more. */
  fail(/** @type {ProblemName} */ reason) {
    if (this.over) return;
    if (this.#stream?.begun) this.#stream.abandon();
    else this.#resolve(this.refuse(reason));
    this.abort();
  }
}
