import { createHash } from 'node:crypto';
import { failure } from '../shims/failure.js';
import { Memory } from './memory.js';
import { syntaxErrorReport } from './report.js';

/** Sources whose erasure is kept. */
const CACHED_MAX = 256;

/** Values of `typestrip::Outcome`, and offsets in `TypestripStatus` (typestrip_abi.hpp). */
const STRIPPED = 1;
const FAILED = 2;
const RESULT_ADDRESS = 8;
const ERROR_ADDRESS = 16;

/** @typedef {{ source: string, report?: undefined } | { report: string }} Erased */

/** Turns TypeScript into JavaScript. One instance serves until it traps; results are cached. */
export class Eraser {
  /** @type {WebAssembly.Exports | null} */
  #exports = null;
  /** @type {Map<string, Erased>} */
  #cache = new Map();

  /** @param {WebAssembly.Module} module */
  constructor(module) { this.module = module; }

  /** @param {string} source @returns {Erased} the program, or the report of why there is none */
  erase(source) {
    const key = createHash('sha256').update(source).digest('hex');
    const erased = this.#cache.get(key) ?? this.#run(source);
    this.#cache.delete(key);
    this.#cache.set(key, erased);
    if (this.#cache.size > CACHED_MAX) {
      this.#cache.delete(/** @type {string} */ (this.#cache.keys().next().value));
    }
    return erased;
  }

  /** @returns {Record<string, any>} */
  #current() {
    if (!this.#exports) {
      this.#exports = new WebAssembly.Instance(this.module).exports;
      /** @type {any} */ (this.#exports)._initialize();
    }
    return this.#exports;
  }

  /** @param {string} source @returns {Erased} */
  #run(source) {
    const exports = this.#current();
    const memory = new Memory(exports, 'typestrip');
    const address = exports.typestrip_status_address();
    try {
      const text = memory.write(source);
      if (!text) throw failure('limit-exceeded', 'program_bytes_max=65536');
      const outcome = exports.typestrip_run(text.address, text.bytes);
      const status = memory.view(address);
      const at = (/** @type {number} */ offset) => memory.text(
        status.getUint32(offset, true), status.getUint32(offset + 4, true));
      if (outcome === STRIPPED) return { source: at(RESULT_ADDRESS) };
      if (outcome === FAILED) return { report: syntaxErrorReport(JSON.parse(at(ERROR_ADDRESS))) };
      throw failure('trapped', `typestrip outcome ${outcome}`);
    } catch (error) {
      this.#exports = null;
      if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
        throw failure('trapped', `typestrip: ${error.message}`);
      }
      throw error;
    }
  }
}
