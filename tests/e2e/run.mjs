/**
 * The playground, its classifier and the pages of tasks in Chromium, and jobs through the client:
 *
 *     node tests/e2e/run.mjs [native|workers] [words of a case's name]
 *
 * Closes with `N passed, N failed, N skipped`.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../clients/typescript/build.mjs';
import { Host } from '../conformance/hosts.mjs';
import { launch, open, ready } from './browser.mjs';
import * as classifier from './classifier.mjs';
import * as jobs from './jobs.mjs';
import * as playground from './playground.mjs';
import * as tasks from './tasks.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const KEY = 'sk_for_this_test';
const kinds = ['native', 'workers'];
const words = process.argv.slice(2);
const kind = kinds.includes(words[0]) ? words.shift() : kinds[0];
const wanted = words.join(' ');
const counts = { passed: 0, failed: 0 };

async function attempt(name, act) {
  if (!name.includes(wanted)) return;
  try {
    await act();
    counts.passed += 1;
  } catch (error) {
    counts.failed += 1;
    console.log(`FAILED: ${name}\n${error.stack}\n`);
  }
}

/** Runs one case in a page of its own, in which nothing may go wrong. */
const inPage = (browser, url, act, { options, ...more } = {}) => async () => {
  const opened = await open(browser, url, options);
  try {
    await ready(opened.page);
    await act({ ...opened, ...more });
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.context.close();
  }
};

const host = new Host(kind, 'product');
// It alone may reach the receiver of the tests' webhooks, which is on this machine.
const keyedHost = new Host(kind, 'product', { environment: {
  SKERRY_API_KEY: KEY, SKERRY_FETCH_PRIVATE_ADDRESSES: 'allow' } });
let browser;
try {
  await attempt('the page\'s scripts have their types', () => execFileSync(
    join(root, 'node_modules/.bin/tsc'), ['--project', 'modules/gateway/playground/jsconfig.json'],
    { cwd: root, stdio: 'pipe' }));
  await host.start();
  await keyedHost.start();
  await build(host.url);
  const { SkerryClient } = await import('../../clients/typescript/dist/src/index.js');
  const skerry = new SkerryClient({ baseUrl: host.url });
  for (const [name, act] of Object.entries(classifier.cases)) {
    await attempt(name, () => act({ skerry }));
  }
  const keyed = new SkerryClient({ baseUrl: keyedHost.url, apiKey: KEY });
  for (const [name, act] of Object.entries(jobs.cases)) {
    await attempt(name, () => act({ skerry: keyed }));
  }
  browser = await launch();
  for (const [name, act] of Object.entries(playground.cases)) {
    await attempt(name, inPage(browser, host.url, act, { skerry }));
  }
  for (const [name, { options, act }] of Object.entries(playground.narrowCases)) {
    await attempt(name, inPage(browser, host.url, act, { options }));
  }
  for (const [name, act] of Object.entries(playground.keyedCases)) {
    await attempt(name, inPage(browser, keyedHost.url, act, { key: KEY }));
  }
  for (const [name, act] of Object.entries(tasks.cases)) {
    await attempt(name, inPage(browser, keyedHost.url, act,
      { options: { javaScriptEnabled: false }, skerry: keyed, url: keyedHost.url }));
  }
} catch (error) {
  counts.failed += 1;
  console.log(`FAILED: ${error.stack}`);
} finally {
  await browser?.close().catch(() => {});
  for (const one of [host, keyedHost]) {
    await one.stop().catch(() => {});
    one.cleanUp();
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed, 0 skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
