// Measures the classification by a model on lines that the local classifier never saw, through a
// `skerry` of its own, and prints the report's section. The settings of models (docs/ai.md) are
// those of the environment.
//
// usage: node measure_llm.mjs <provider> [lines at most]

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..', '..', '..');
const TYPES = ['code', 'object', 'agentic', 'human'];
const UNDER_WAY_MAX = 4;
const BINS = 10;
const percent = (/** @type {number} */ part) => `${(100 * part).toFixed(1)} %`;

/** Starts the server; resolves with its address and how to end it. */
async function start() {
  const data = mkdtempSync(join(tmpdir(), 'skerry-llm-'));
  const server = spawn(join(root, 'build/release/host/skerry'),
    ['serve', '--port', '0', '--data-dir', data, '--modules-dir', join(root, 'build/wasm/modules')],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = /^skerry listening on (http:\/\/\S+)$/.exec(line);
      if (found) resolve(found[1]);
    });
    ended.then(() => reject(new Error('the server ended')));
  });
  return {
    url,
    stop: async () => {
      server.kill();
      await ended;
      rmSync(data, { recursive: true });
    },
  };
}

/** What a model says of one line; nothing when it says nothing. */
async function classify(url, provider, description) {
  const began = performance.now();
  const answer = await fetch(`${url}/fn/classify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // Nothing is sure enough for the local classifier to be asked alone.
    body: JSON.stringify({ description, options: { provider, confidenceThreshold: 1 } }),
  });
  const { classification } = await answer.json();
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  if (classification.tier !== 'llm') return undefined;
  return { type: classification.type, confidence: classification.confidence,
    ms: performance.now() - began };
}

/** F1 of each type, averaged. */
function macroF1(judged) {
  const scores = TYPES.map((type) => {
    const right = judged.filter((one) => one.type === type && one.said.type === type).length;
    const all = judged.filter((one) => one.type === type).length
      + judged.filter((one) => one.said.type === type).length;
    return all === 0 ? 0 : 2 * right / all;
  });
  return scores.reduce((sum, score) => sum + score, 0) / TYPES.length;
}

/** Expected calibration error over equal bins of confidence. */
function calibrationError(judged) {
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const inside = judged.filter((one) =>
      Math.min(BINS - 1, Math.floor(one.said.confidence * BINS)) === bin);
    if (inside.length === 0) continue;
    const mean = inside.reduce((sum, one) => sum + one.said.confidence, 0) / inside.length;
    const right = inside.filter((one) => one.type === one.said.type).length / inside.length;
    error += Math.abs(mean - right) * inside.length / judged.length;
  }
  return error;
}

function report(lines, judged, provider) {
  const right = judged.filter((one) => one.type === one.said.type).length;
  const times = judged.map((one) => one.said.ms).sort((a, b) => a - b);
  const rows = TYPES.map((type) => `| ${type} | ${TYPES.map((said) => judged.filter((one) =>
    one.type === type && one.said.type === said).length).join(' | ')} |`);
  return [
    `Provider ${provider}, prompt \`classify\` version 1, on the lines of the section before.`, '',
    '| figure | value |', '|---|---|',
    `| lines | ${lines.length}, of which answered ${judged.length} |`,
    ...(judged.length === 0 ? [] : [
      `| right | ${percent(right / judged.length)} |`,
      `| macro-F1 | ${percent(macroF1(judged))} |`,
      `| expected calibration error | ${calibrationError(judged).toFixed(3)} |`,
      `| time of a line, median | ${times[Math.floor(times.length / 2)].toFixed(0)} ms |`,
      '', '| is \\\\ called | code | object | agentic | human |', '|---|---|---|---|---|', ...rows]),
  ].join('\n');
}

const [provider, limit] = process.argv.slice(2);
if (!provider) throw new Error('usage: node measure_llm.mjs <provider> [lines at most]');
const lines = readFileSync(join(here, 'data/unseen/test.jsonl'), 'utf8').trim().split('\n')
  .map((line) => JSON.parse(line)).slice(0, limit ? Number(limit) : undefined);
const server = await start();
const judged = [];
try {
  let next = 0;
  const work = async () => {
    while (next < lines.length) {
      const { description, type } = lines[next++];
      const said = await classify(server.url, provider, description);
      if (said) judged.push({ type, said });
    }
  };
  await Promise.all(Array.from({ length: UNDER_WAY_MAX }, work));
} finally {
  await server.stop();
}
console.log(report(lines, judged, provider));
