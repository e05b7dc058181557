/** The part of the URL class that resolving `$id` and `$ref` needs (RFC 3986), over fast-uri. */
import { parse, resolve, serialize } from 'fast-uri';

export class URL {
  #parts;

  constructor(reference, base) {
    const text = base === undefined ? String(reference) : resolve(String(base), String(reference));
    this.#parts = parse(text);
    if (this.#parts.error !== undefined || this.#parts.scheme === undefined) {
      throw new TypeError(`Invalid URL: ${text}`);
    }
  }

  get href() {
    return serialize(this.#parts);
  }

  get hash() {
    return this.#parts.fragment ? `#${this.#parts.fragment}` : '';
  }

  set hash(value) {
    this.#parts.fragment = value.replace(/^#/, '') || undefined;
  }
}
