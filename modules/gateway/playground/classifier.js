/**
 * The server's classifier, here: WebAssembly of the same sources with the same weights
 * (playground/classifier.cpp). What is typed stays in the page.
 */

/** As the server orders them. */
const TYPES = ['code', 'object', 'agentic', 'human'];
const REASONING_OFFSET = 36;

/** @typedef {{ description: string, context: string, args: string, schema: string }} CallText */
/**
 * @typedef {{ type: string, confidence: number, reasoning: string,
 *   alternatives: { type: string, confidence: number }[] }} Guess
 */

function refuse() {
  throw new Error('the classifier has nothing to ask of its surroundings');
}

/**
 * @param {Response | PromiseLike<Response>} source of classifier.wasm
 * @returns {Promise<(call: CallText) => Guess>} `args` and `schema` are JSON text, or empty
 */
export async function loadClassifier(source) {
  const { instance } = await WebAssembly.instantiateStreaming(source, {
    env: { emscripten_notify_memory_growth() {} },
    wasi_snapshot_preview1: {
      proc_exit: refuse, fd_close: refuse, fd_write: refuse, fd_seek: refuse },
  });
  return classifierOf(instance);
}

/** @param {WebAssembly.Instance} instance @returns {(call: CallText) => Guess} */
export function classifierOf(instance) {
  const { memory, _initialize, input, classify } = /** @type {any} */ (instance.exports);
  _initialize?.();
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  return ({ description, context, args, schema }) => {
    const parts = [description, context, args, schema].map((text) => encoder.encode(text));
    let at = input(parts.reduce((sum, part) => sum + part.length, 0));
    for (const part of parts) {
      new Uint8Array(memory.buffer).set(part, at);
      at += part.length;
    }
    const verdict = classify(...parts.map((part) => part.length));
    // The memory may have grown, which makes former views of it empty.
    const view = new DataView(memory.buffer, verdict);
    const all = TYPES.map((type, index) => (
      { type, confidence: view.getFloat64(8 * index, true) }));
    const { type, confidence } = all[view.getUint32(8 * TYPES.length, true)];
    const reasoning = decoder.decode(new Uint8Array(memory.buffer,
      view.getUint32(REASONING_OFFSET, true), view.getUint32(REASONING_OFFSET + 4, true)));
    const alternatives = all.filter((other) => other.type !== type)
      .sort((left, right) => right.confidence - left.confidence);
    return { type, confidence, reasoning, alternatives };
  };
}
