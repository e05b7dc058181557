/** The page's classifier against the product's: the same sources, by two compilers. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classifierOf } from '../../modules/gateway/playground/classifier.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'build/wasm/modules/gateway/playground');
const data = join(root, 'modules/fn/classifier/data');
/** The compilers' `exp` may differ in its last bits. */
const confidenceDifferenceMax = 1e-6;
/** Answers have four decimals. */
const roundingMax = 0.5e-4 + 1e-9;

async function load(file) {
  const refuse = () => { throw new Error('asked something of its surroundings'); };
  const { instance } = await WebAssembly.instantiate(readFileSync(join(built, file)), {
    env: { emscripten_notify_memory_growth() {} },
    wasi_snapshot_preview1: {
      proc_exit: refuse, fd_close: refuse, fd_write: refuse, fd_seek: refuse },
  });
  return classifierOf(instance);
}

const linesOf = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(JSON.parse);
const unseen = () => linesOf(join(data, 'unseen/test.jsonl'));
const corpus = () => readdirSync(data).filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => linesOf(join(data, name)));
const textOf = (value) => value === undefined ? '' : JSON.stringify(value);
const callOf = ({ description, context = '', args, schema }) => (
  { description, context, args: textOf(args), schema: textOf(schema) });

const hostile = ['', ' ', '\0', '\uD800', '\u{1f600}'.repeat(9000), 'a'.repeat(200_000), '字'.repeat(9000)]
  .map((description) => ({ description, context: description, args: '['.repeat(100_000), schema: '{"a":' }))
  .concat({ description: 'Sort', context: '', args: `${'['.repeat(500)}1${']'.repeat(500)}`,
    schema: `{"properties":${'{"a":'.repeat(500)}1${'}'.repeat(500)}}` });

export const cases = {
  async 'page and product classify the corpus and what was never trained on alike'() {
    const page = await load('classifier.wasm');
    const product = await load('playground_classifier_twin.wasm');
    const calls = [...unseen(), ...corpus()].map(callOf).concat(hostile);
    assert.ok(calls.length > 6_000);
    for (const call of calls) {
      const [left, right] = [page(call), product(call)];
      assert.equal(left.type, right.type, call.description);
      assert.equal(left.reasoning, right.reasoning);
      assert.ok(Math.abs(left.confidence - right.confidence) <= confidenceDifferenceMax, call.description);
    }
  },

  async 'page and server say the same of what was never trained on'({ skerry }) {
    const page = await load('classifier.wasm');
    let byModel = 0;
    for (const { description, context, args, schema } of unseen()) {
      const { classification } = await skerry.classify(
        { description, ...(context && { context }), ...(args && { args }), ...(schema && { schema }) });
      if (classification.tier !== 'model') continue;
      byModel += 1;
      const guess = page(callOf({ description, context, args, schema }));
      assert.equal(guess.type, classification.type, description);
      assert.ok(Math.abs(guess.confidence - classification.confidence) <= roundingMax, description);
    }
    assert.ok(byModel > 600, `only ${byModel} were classified by the model`);
  },

  async 'a sentence is classified faster than anybody types'() {
    const page = await load('classifier.wasm');
    const call = callOf({ description: 'Sort these invoices by due date, newest first' });
    const began = performance.now();
    for (let round = 0; round < 200; round += 1) page(call);
    assert.ok((performance.now() - began) / 200 < 5);
  },
};
