import { failure, HostFailure } from './failure.js';
import { FETCH_TIMEOUT_MS } from './limits.js';
import { TextPieces } from './text.js';

/** How many bytes of a streamed answer the module wants. */
export class Credit {
  bytes = 0;
  #more = () => {};

  add(/** @type {number} */ bytes) {
    this.bytes += bytes;
    this.#more();
  }

  /** Resolves when there is credit. */
  async wait() {
    while (this.bytes === 0) {
      await new Promise((resolve) => { this.#more = () => resolve(undefined); });
    }
  }
}

/**
 * Hands on a body as its credit allows, until it ends or `deliver` returns false.
 *
 * @param {Response} answer @param {Credit} credit @param {AbortSignal} signal
 * @param {(text: string) => boolean} deliver
 */
export async function relay(answer, credit, signal, deliver) {
  const text = new TextPieces();
  const reader = answer.body?.getReader();
  for (;;) {
    const piece = await reader?.read().catch((error) => { throw fetchFailure(error, signal); });
    if (!piece || piece.done) break;
    for (let at = 0; at < piece.value.length;) {
      await credit.wait();
      if (signal.aborted) throw fetchFailure(signal.reason, signal);
      const part = piece.value.subarray(at, at + credit.bytes);
      at += part.length;
      credit.bytes -= part.length;
      const whole = text.push(part);
      if (whole && !deliver(whole)) return;
    }
  }
  text.end();
}

/**
 * Names what a fetch, or reading its answer, threw.
 *
 * @param {any} error @param {AbortSignal} signal
 */
export function fetchFailure(error, signal) {
  if (error instanceof HostFailure) return error;
  if (signal.reason?.name === 'TimeoutError' || error?.name === 'TimeoutError') {
    return failure('timed-out', `fetch_timeout_ms=${FETCH_TIMEOUT_MS}`);
  }
  return failure('unreachable', String(error?.message ?? error));
}
