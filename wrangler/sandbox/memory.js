import { decode, encode } from '../shims/text.js';

/** Linear memory of a core module, as its exports describe it. */
export class Memory {
  /** @param {WebAssembly.Exports} exports @param {string} prefix of the functions' names */
  constructor(exports, prefix) {
    this.memory = /** @type {WebAssembly.Memory} */ (exports.memory);
    this.allocate = /** @type {(bytes: number) => number} */ (exports[`${prefix}_allocate`]);
  }

  /** Copies a text in. Null when there is no room. */
  write(/** @type {string} */ text) {
    const bytes = encode(text);
    const address = this.allocate(bytes.length);
    if (address === 0) return null;
    new Uint8Array(this.memory.buffer).set(bytes, address);
    return { address, bytes: bytes.length };
  }

  /** @param {number} address @param {number} bytes */
  text(address, bytes) {
    return decode(new Uint8Array(this.memory.buffer, address, bytes), 'report');
  }

  /** Little-endian fields at an address. */
  view(/** @type {number} */ address) { return new DataView(this.memory.buffer, address); }
}
