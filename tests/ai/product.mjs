// Drives the product with a model behind OPENAI_BASE_URL, which a mock of the providers' APIs
// (@copilotkit/aimock) plays: what the model writes is the test's, what becomes of it the product's.
// Closes with a line `N passed, N failed, N skipped`.
//
// usage: node tests/ai/product.mjs native|workers

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Checks } from '../checks.mjs';
import { Host } from '../conformance/hosts.mjs';
import { startMock } from './mock.mjs';

const KEY = 'test-key-0123456789';
const REPAIRS_MAX = 3;

/** A fixture: the first answer whose text the last message of the user role contains. */
const says = (/** @type {string} */ userMessage, /** @type {unknown} */ content, match = {}) =>
  ({ match: { userMessage, ...match }, response: { content: JSON.stringify(content) } });

const examples = (/** @type {[object, unknown][]} */ ...pairs) =>
  pairs.map(([args, result]) => ({ args, result }));

const interleave = {
  source: `export default function interleave(left: string, right: string): string {
  let out = '';
  for (let i = 0; i < Math.max(left.length, right.length); i++) out += (left[i] ?? '') + (right[i] ?? '');
  return out;
}`,
  name: 'interleave',
  parameters: ['left', 'right'],
  examples: examples([{ left: 'ab', right: 'cd' }, 'acbd'], [{ left: '', right: 'x' }, 'x'],
    [{ left: 'abc', right: '' }, 'abc']),
};
const wrongExample = structuredClone(interleave);
wrongExample.examples[0].result = 'abcd';

/** A function of one number that is wrong in its own way, with examples that say `n + 1`. */
const hostile = (/** @type {string} */ source) => ({
  source, name: 'hostile', parameters: ['n'],
  examples: examples([{ n: 1 }, 2], [{ n: 2 }, 3], [{ n: 3 }, 4]),
});
const hostiles = {
  imports: hostile(`import fs from 'node:fs'; export default (n: number) => n + 1;`),
  'imports late': hostile(`export default async (n: number) => (await import('node:fs')) && n + 1;`),
  fetches: hostile(`export default async (n: number) => (await fetch('http://127.0.0.1/')) && n + 1;`),
  'reads the process': hostile(`export default (n: number) => process.env.OPENAI_API_KEY && n + 1;`),
  'never ends': hostile(`export default (n: number) => { while (true) n += 1; };`),
  'spoils prototypes': hostile(`Object.prototype.toJSON = () => 0; Number.prototype.toJSON = () => 2;
    Array.prototype[Symbol.iterator] = function* () {}; JSON.stringify = () => '2';
    export default (n: number) => ({ n });`),
  'is no TypeScript': hostile(`export default (n: number) => { return n +; };`),
};

const fixtures = [
  says('returned \\"acbd\\" where', interleave),
  says('Interleave the letters', wrongExample),
  says('Calculate factorial', {
    source: 'export default (n: number) => (n < 0 ? null : 1);', name: 'factorial', parameters: ['n'],
    examples: examples([{ n: -1 }, null], [{ n: -2 }, null], [{ n: 0 }, 1]) }),
  ...Object.entries(hostiles).map(([name, answer]) => says(`Quux that ${name}`, answer)),
  // Whatever is said of them, the model has nothing better.
  says('"error"', { source: 1 }),
  { match: { userMessage: 'limerick' }, response: {
    content: JSON.stringify({ lines: ['There once was a duck'] }),
    usage: { input_tokens: 1000, output_tokens: 500 } } },
  says('haiku', { lines: ['drip', 'drop', 'drip'] }),
  says('the usual thing', { type: 'code', confidence: 0.97, reasoning: 'Names a computation.',
    alternatives: [{ type: 'human', confidence: 0.03 }] }, { systemMessage: 'You decide what kind' }),
];

const folder = mkdtempSync(join(tmpdir(), 'skerry-ai-'));
writeFileSync(join(folder, 'fixtures.json'), JSON.stringify({ fixtures }));
const mock = await startMock(join(folder, 'fixtures.json'));
const host = new Host(process.argv[2], 'product', { environment: {
  OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_API_KEY: KEY, AI_PROVIDERS: 'local,compatible',
  DEFAULT_MODEL: 'test-model' } });

/** A provider that is not well. It repeats the key in its words, as some do. */
let ails = /** @type {'hangs'|'fails'} */ ('hangs');
let ailingAsked = 0;
const ailing = createServer((request, response) => {
  ailingAsked += 1;
  if (ails === 'hangs') return;
  response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({
    error: { message: `the quux is out of order for ${request.headers.authorization}` } }));
});
await new Promise((resolve) => ailing.listen(0, '127.0.0.1', () => resolve(undefined)));
const ailingPort = /** @type {import('node:net').AddressInfo} */ (ailing.address()).port;

const OTHER_KEY = 'other-key-9876543210';
const CALL_TIMEOUT_MS = 3_000;
/** Asks the provider that is not well first, then the mock in Anthropic's dialect. */
const twoProviders = new Host(process.argv[2], 'product', { environment: {
  OPENAI_BASE_URL: `http://127.0.0.1:${ailingPort}/v1`, OPENAI_API_KEY: KEY,
  ANTHROPIC_BASE_URL: mock.url, ANTHROPIC_API_KEY: OTHER_KEY,
  AI_PROVIDERS: 'compatible,anthropic,local', DEFAULT_MODEL: 'test-model,claude-test',
  AI_CALL_TIMEOUT_MS: String(CALL_TIMEOUT_MS),
  AI_PRICES: JSON.stringify({ 'claude-test': { input: 2, output: 4 } }) } });

/** Whom `post` asks. */
let asking = host;

/** Requests that reached the model so far. */
const journal = async () => (await fetch(`${mock.url}/__aimock/journal?path=/chat/completions`)).json();
const asked = async () => (await journal()).length;

/** Everything the server ever answered. */
let answered = '';

async function post(body, path = '/fn') {
  const answer = await fetch(asking.url + path, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  const text = await answer.text();
  answered += text;
  return { status: answer.status, json: JSON.parse(text) };
}

const letters = (left, right) => ({ description: 'Interleave the letters of two texts',
  type: 'code', args: { left, right }, options: { cache: false } });
let functionId;

const tests = {
  'what the catalogue knows needs no model': async () => {
    const { json } = await post({ description: 'Sort array of numbers', args: { numbers: [3, 1, 2] } });
    assert.deepEqual(json.result, [1, 2, 3]);
    assert.equal(await asked(), 0);
  },
  'a function is written, repaired, proven, run and kept': async () => {
    const { status, json } = await post(letters('abc', 'xyz'));
    assert.equal(status, 200, JSON.stringify(json));
    assert.equal(json.result, 'axbycz');
    assert.equal(json.code.origin, 'model');
    assert.equal(json.code.provider, 'compatible');
    assert.equal(json.code.tests, 3);
    assert.deepEqual(json.attempts.map((one) => [one.provider, one.outcome]),
      [['local', 'failed'], ['compatible', 'failed'], ['compatible', 'succeeded']]);
    assert.equal(await asked(), 2);
    functionId = json.code.functionId;
    assert.match(functionId, /^fn_/);
  },
  'the second call runs accepted code and asks no model': async () => {
    const { json } = await post(letters('12', '3456'));
    assert.equal(json.result, '132456');
    assert.equal(json.code.functionId, functionId);
    assert.equal(json.usage, undefined);
    assert.equal(await asked(), 2);
  },
  'what the catalogue recognises and cannot do with these args the model does': async () => {
    const before = await asked();
    const { json } = await post({ description: 'Calculate factorial', args: { n: -1 } });
    assert.equal(json.result, null, JSON.stringify(json));
    // Each says its own: who decided the type, and who did the work.
    assert.equal(json.classification.tier, 'catalogue');
    assert.match(json.classification.reasoning, /though it does not take these args\.$/);
    assert.equal(json.code.origin, 'model');
    assert.deepEqual(json.attempts.map((one) => [one.provider, one.outcome]),
      [['local', 'failed'], ['compatible', 'succeeded']]);
    assert.equal(await asked(), before + 1);
  },
  'accepted code outlives the server': async () => {
    await host.stop();
    await host.start();
    const { json } = await post(letters('a', 'b'));
    assert.equal(json.result, 'ab');
    assert.equal(json.code.functionId, functionId);
    assert.equal(await asked(), 3);
  },
  'a description in another normal form and spacing is the same task': async () => {
    const call = { ...letters('a', 'b'), description: 'Interleave the letters of two texts of caf\u00e9' };
    const { json } = await post(call);
    const before = await asked();
    const other = { ...call, description: ' Interleave  the\tletters of two texts of cafe\u0301\n' };
    assert.equal((await post(other)).json.code.functionId, json.code.functionId);
    assert.equal(await asked(), before);
  },
  ...Object.fromEntries(Object.keys(hostiles).map((name) => [`code that ${name} is not accepted`,
    async () => {
      const before = await asked();
      const { status, json } = await post({ description: `Quux that ${name}`, type: 'code', args: { n: 1 } });
      assert.equal(status, 502, JSON.stringify(json));
      assert.equal(json.code, 'model_output_invalid');
      assert.equal(await asked(), before + 1 + REPAIRS_MAX);
      // What was wrong was said of the hostile code, as data.
      const told = (await journal())[before + 1].body.messages.at(-1);
      assert.equal(told.role, 'user');
      assert.match(JSON.parse(told.content).data.error, name.startsWith('imports') || name === 'is no TypeScript'
        ? /^\/source: / : /^\/examples\/0: /);
    }])),
  'data is made for a schema': async () => {
    const schema = { type: 'object', required: ['lines'],
      properties: { lines: { type: 'array', minItems: 3, maxItems: 3, items: { type: 'string' } } } };
    const { json } = await post({ description: 'A haiku about rain', type: 'object', schema,
      options: { provider: 'compatible' } });
    assert.deepEqual(json.result, { lines: ['drip', 'drop', 'drip'] });
    assert.equal(json.object.origin, 'model');
  },
  'what is uncertain is classified by the model': async () => {
    const { json } = await post({ description: 'Do the usual thing', options: { confidenceThreshold: 0.96 } },
      '/fn/classify');
    assert.equal(json.classification.tier, 'llm');
    assert.equal(json.classification.type, 'code');
  },
  'neither the key nor a prompt is in any answer': async () => {
    assert.ok(!answered.includes(KEY));
    assert.ok(!answered.includes('You write one TypeScript function'));
  },
};

const limerick = (/** @type {object} */ options = {}) => post({ description: 'A limerick about a duck',
  type: 'object', options: { cache: false, ...options },
  schema: { type: 'object', required: ['lines'], additionalProperties: false,
    properties: { lines: { type: 'array', items: { type: 'string' } } } } });

const testsOfTwo = {
  'a provider that hangs is passed over for the next': async () => {
    const began = performance.now();
    const { status, json } = await limerick();
    assert.equal(status, 200, JSON.stringify(json));
    assert.equal(json.object.provider, 'anthropic');
    assert.deepEqual(json.attempts.map((one) => [one.provider, one.reason ?? one.outcome]),
      [['compatible', 'timed_out'], ['anthropic', 'succeeded']]);
    assert.equal(ailingAsked, 1);
    assert.ok(performance.now() - began < 2 * CALL_TIMEOUT_MS);
  },
  'a provider that fails is passed over for the next': async () => {
    ails = 'fails';
    const { json } = await limerick();
    assert.deepEqual(json.attempts.map((one) => [one.provider, one.reason ?? one.outcome]),
      [['compatible', 'rejected'], ['anthropic', 'succeeded']]);
  },
  'an answer says what it took and what that costs': async () => {
    const { json } = await limerick();
    assert.deepEqual(json.usage, { inputTokens: 1000, outputTokens: 500, costUsd: 0.004 });
  },
  'what a provider says is in the log and in no answer, and no key is in either': async () => {
    const { status, json } = await limerick({ provider: 'compatible' });
    assert.equal(status, 503, JSON.stringify(json));
    assert.ok(!answered.includes('out of order'));
    for (const key of [KEY, OTHER_KEY]) {
      assert.ok(!answered.includes(key));
      assert.ok(!twoProviders.log.includes(key));
    }
    // On Workers the log is the platform's.
    if (twoProviders.kind !== 'native') return;
    const lines = twoProviders.log.split('\n').filter((line) => line.includes('asked in vain'));
    const line = JSON.parse(String(lines.at(-1)));
    assert.match(line.providerMessage, /the quux is out of order/);
    assert.equal(line.requestId, json.requestId);
    assert.equal(line.status, 400);
  },
};

const checks = new Checks();
for (const [server, cases] of /** @type {const} */ ([[host, tests], [twoProviders, testsOfTwo]])) {
  asking = server;
  await checks.on(server, () => checks.cases(cases));
}
ailing.closeAllConnections();
ailing.close();
mock.stop();
rmSync(folder, { recursive: true });
checks.close();
