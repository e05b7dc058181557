import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { config, modelSettings } from './config.js';

const read = (/** @type {object} */ env) =>
  config(/** @type {any} */ ({ env, wiring: {} })).get;

test('settings of models are variables without a prefix, all others have one', () => {
  const get = read({ OPENAI_API_KEY: 'k', SKERRY_OPENAI_API_KEY: 'no', SKERRY_API_KEY: 's', API_KEY: 'no' });
  assert.equal(get('openai_api_key'), 'k');
  assert.equal(get('api-key'), 's');
  assert.equal(get('hosts'), undefined);
});

test('bindings are no settings', () => {
  assert.equal(read({ SKERRY_DATABASE: {} })('database'), undefined);
});

test('that Workers AI is there is no variable', () => {
  assert.equal(read({ WORKERS_AI: '1', SKERRY_WORKERS_AI: '1' })('workers_ai'), undefined);
  const host = { env: {}, wiring: { services: { 'workers-ai': { fetch } } } };
  assert.equal(config(/** @type {any} */ (host)).get('workers_ai'), 'bound');
});

test('the settings of models are those that the module reads', () => {
  const source = readFileSync(new URL('../../../modules/ai/settings.cpp', import.meta.url), 'utf8');
  const named = [...source.matchAll(/"([A-Z]+(?:_[A-Z]+)+)"/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(named)].sort(), [...modelSettings].sort());
});
