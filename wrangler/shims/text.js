import { failure } from './failure.js';

// A byte order mark is data like any other: the module sees every byte that arrived.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** @param {string} text */
export const encode = (text) => encoder.encode(text);

/**
 * Decodes UTF-8, or throws the failure `not-utf8`.
 *
 * @param {ArrayBuffer | Uint8Array} bytes
 * @param {string} what names the text in the failure
 */
export function decode(bytes, what) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw failure('not-utf8', what);
  }
}

/** Decodes a stream of bytes piece by piece; a character never comes in two pieces. */
export class TextPieces {
  #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  /** @param {Uint8Array} bytes @returns {string} what is whole so far; may be empty */
  push(bytes) {
    try {
      return this.#decoder.decode(bytes, { stream: true });
    } catch {
      throw failure('not-utf8', 'body');
    }
  }

  /** Throws `not-utf8` when the stream ended inside a character. */
  end() {
    try {
      this.#decoder.decode();
    } catch {
      throw failure('not-utf8', 'body');
    }
  }
}

const brokenOff = () => { throw failure('unreachable', 'the body broke off'); };

/**
 * Reads a whole body as text.
 *
 * Throws `limit-exceeded` (named by `limit`) before more than `bytesMax` bytes are held,
 * `not-utf8`, or `unreachable` when the other side breaks off.
 *
 * @param {Request | Response} message
 * @param {number} bytesMax
 * @param {string} limit name of the limit
 */
export async function readText(message, bytesMax, limit) {
  if (!message.body) return '';
  const exceeded = () => failure('limit-exceeded', `${limit}=${bytesMax}`);
  const length = Number(message.headers.get('content-length'));
  if (length > bytesMax) throw exceeded();
  // A request's framing holds it to its length; an answer may have been compressed.
  if (length > 0 && message instanceof Request) {
    return decode(await message.arrayBuffer().catch(brokenOff), 'body');
  }
  /** @type {Uint8Array[]} */
  const pieces = [];
  let bytes = 0;
  const reader = message.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(brokenOff);
    if (done) break;
    bytes += value.length;
    if (bytes > bytesMax) {
      reader.cancel().catch(() => {});
      throw exceeded();
    }
    pieces.push(value);
  }
  return decode(pieces.length === 1 ? pieces[0] : join(pieces, bytes), 'body');
}

/** @param {Uint8Array[]} pieces @param {number} bytes their length in all */
export function join(pieces, bytes) {
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
