// Drives the product on workerd with the binding of Workers AI, as Cloudflare's runtime makes it; the
// test plays the service behind it. Closes with a line `N passed, N failed, N skipped`.
//
// usage: node tests/ai/workers_ai.mjs

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { Checks } from '../checks.mjs';
import { Host } from '../conformance/hosts.mjs';

const MODEL = '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
const NEWER = '@cf/zai-org/glm-4.7-flash';

/** What the binding sent: the model and its inputs. @type {{ model: string, inputs: any }[]} */
const asked = [];
/** What the service says next: status, and an object or the events of a stream. */
let says = (/** @type {any} */ _inputs) => ({ status: 200, body: /** @type {any} */ ({}) });

const service = createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const { inputs } = JSON.parse(Buffer.concat(pieces).toString());
  assert.equal(request.headers['mf-url'], 'https://workers-binding.ai/run?version=3');
  asked.push({ model: String(request.headers['mf-header-cf-consn-model-id']), inputs });
  const { status, body } = says(inputs);
  if (!Array.isArray(body)) {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    return;
  }
  response.writeHead(status, { 'content-type': 'text/event-stream' });
  for (const event of body) response.write(`data: ${JSON.stringify(event)}\n\n`);
  response.end('data: [DONE]\n\n');
});
await new Promise((resolve) => service.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (service.address());

const host = new Host('workers', 'product', {
  environment: { AI_PROVIDERS: 'workers-ai,local', DEFAULT_MODEL: MODEL, AI_MODELS: NEWER },
  options: ['--ai-proxy', `http://127.0.0.1:${port}`] });

async function post(/** @type {object} */ body, path = '/fn') {
  const answer = await fetch(host.url + path, { method: 'POST',
    headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, json: await answer.json() };
}

const schema = { type: 'object', required: ['lines'], additionalProperties: false,
  properties: { lines: { type: 'array', items: { type: 'string' } } } };
const haiku = { description: 'A haiku about rain', type: 'object', schema };
const usage = { prompt_tokens: 70, completion_tokens: 9 };

const tests = {
  'data is held to a schema by the model': async () => {
    says = () => ({ status: 200, body: { response: { lines: ['drip', 'drop'] }, usage } });
    const { json } = await post(haiku);
    assert.deepEqual(json.result, { lines: ['drip', 'drop'] });
    assert.equal(json.object.origin, 'model');
    assert.equal(json.object.provider, 'workers-ai');
    assert.equal(json.object.model, MODEL);
    assert.deepEqual([json.usage.inputTokens, json.usage.outputTokens], [70, 9]);
    const { model, inputs } = asked[0];
    assert.equal(model, MODEL);
    assert.deepEqual(inputs.response_format, { type: 'json_schema', json_schema: schema });
    assert.equal(inputs.stream, undefined);
  },
  'a model that answers as Chat Completions do is understood': async () => {
    says = () => ({ status: 200, body: { choices: [{ finish_reason: 'stop',
      message: { role: 'assistant', content: '{"lines":["plip"]}' } }], usage } });
    const { json } = await post({ ...haiku, options: { model: NEWER } });
    assert.deepEqual(json.result, { lines: ['plip'] });
    assert.equal(asked.at(-1)?.model, NEWER);
  },
  'a model without JSON mode streams its answer': async () => {
    says = (inputs) => inputs.response_format
      ? { status: 400, body: { errors: [{ code: 5025,
        message: "AiError: This model doesn't support JSON Schema or JSON mode" }] } }
      : { status: 200, body: [{ response: '{"lines":' }, { response: '["pit",' },
        { response: '"pat"]}' }, { response: '', usage }] };
    const { json } = await post({ ...haiku, description: 'A haiku about hail' });
    assert.deepEqual(json.result, { lines: ['pit', 'pat'] }, JSON.stringify(json));
    assert.equal(asked.at(-1)?.inputs.stream, true);
  },
  'what it cannot do now is done locally': async () => {
    says = () => ({ status: 403, body: { errors: [{ code: 4006,
      message: 'AiError: you have used up your daily free allocation of neurons' }] } });
    const { json } = await post({ description: 'A user profile', type: 'object', schema: {
      type: 'object', required: ['firstName'], properties: { firstName: { type: 'string' } } } });
    assert.equal(json.object.origin, 'sample', JSON.stringify(json));
    assert.deepEqual(json.attempts.map((/** @type {any} */ one) => [one.provider, one.outcome]),
      [['workers-ai', 'failed'], ['local', 'succeeded']]);
  },
};

const checks = new Checks();
await checks.on(host, () => checks.cases(tests));
service.close();
checks.close();
