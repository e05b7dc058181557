import { RESPONSE_BUFFER_BYTES, RESPONSE_WAITING_BYTES_MAX } from './limits.js';
import { join } from './text.js';

/** The body of a streamed answer, and how much of it the client has yet to take. */
export class AnswerStream {
  /** @type {WritableStreamDefaultWriter<Uint8Array> | null} */
  #writer = null;
  /** Bytes that wait, those not yet performed included. */
  #waiting = 0;
  #wantsDrain = false;
  /** @type {Uint8Array[]} */
  #unsent = [];
  /** @type {Promise<void>} */
  #lastWrite = Promise.resolve();

  /**
   * @param {{ onDrain: () => void, onGone: () => void }} handlers `onDrain` when the module may go
   *   on, `onGone` when the client does not listen any more
   */
  constructor({ onDrain, onGone }) {
    this.onDrain = onDrain;
    this.onGone = onGone;
  }

  /** Begins, in the context of the request it answers; returns what the client reads. */
  start() {
    const { readable, writable } = new IdentityTransformStream();
    this.#writer = writable.getWriter();
    this.#writer.closed.catch(this.onGone);
    return readable;
  }

  get begun() { return this.#writer !== null; }

  /** Whether an effect that sends is on the running event's list: it takes what comes after it. */
  get hasUnsent() { return this.#unsent.length > 0; }

  /** Takes bytes that are to be sent; returns what waits in all. */
  announce(/** @type {Uint8Array} */ bytes) {
    this.#unsent.push(bytes);
    this.#waiting += bytes.length;
    if (this.#waiting > RESPONSE_BUFFER_BYTES) this.#wantsDrain = true;
    return this.#waiting;
  }

  async send() {
    const pieces = this.#unsent.splice(0);
    const bytes = join(pieces, pieces.reduce((sum, { length }) => sum + length, 0));
    if (!this.#writer || bytes.length === 0) return;
    if (this.#waiting > RESPONSE_WAITING_BYTES_MAX) return this.abandon();
    // A failed write has rejected `closed` as well, which says that the client is gone.
    this.#lastWrite = this.#writer.write(bytes).catch(() => {});
    await this.#lastWrite;
    this.#waiting -= bytes.length;
    if (!this.#wantsDrain || this.#waiting >= RESPONSE_BUFFER_BYTES / 2) return;
    this.#wantsDrain = false;
    this.onDrain();
  }

  /** Ends it. Rejects when the client is gone. */
  async finish() { await this.#writer?.close(); }

  /** Breaks it off after what was written, so that the client sees it is not whole. */
  async abandon() {
    await this.#lastWrite;
    // A write is done once it was taken; the runtime needs a turn to hand it on.
    await new Promise((resolve) => { setTimeout(resolve); });
    await this.#writer?.abort(new Error('broken off')).catch(() => {});
  }
}
