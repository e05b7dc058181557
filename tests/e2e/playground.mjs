/** What the playground does, in a browser. Each case gets a page of its own. */
import assert from 'node:assert/strict';

const sentence = 'Sort array of numbers';
const numbers = '{ "numbers": [3, 1, 4, 1, 5] }';
const hostile = '<img src=x onerror="globalThis.hacked=1"></textarea></pre></script>' +
  '<script>globalThis.hacked=1</script><svg onload="globalThis.hacked=1">{{7*7}}${7*7}';

const guessed = (page) => page.locator('#guess-type');
const status = (page) => page.locator('#status');
const fill = async (page, description, args = '') => {
  await page.getByLabel('Description').fill(description);
  await page.getByLabel('Arguments').fill(args);
};
const run = (page) => page.getByRole('button', { name: /^Run/ }).click();

/** Waits until an element's text is, or matches, what is expected. */
async function says(locator, expected) {
  const fits = (text) => typeof expected === 'string' ? text === expected : expected.test(text);
  let text = '';
  for (let waited = 0; waited < 15_000; waited += 50) {
    text = await locator.textContent({ timeout: 15_000 });
    if (fits(text)) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  assert.fail(`expected ${expected}, found ${JSON.stringify(text)}`);
}

const json = (body, code = 200) => ({ status: code, body: JSON.stringify(body),
  contentType: code < 400 ? 'application/json' : 'application/problem+json' });

/** Texts that were to be markup, or scripts that ran. */
async function assertHarmless(page) {
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.equal(await page.locator('main img, main svg, main script, main iframe').count(), 0);
}

export const cases = {
  async 'the type appears while one types, and nothing is sent'({ page, requests }) {
    const before = requests.length;
    const field = page.getByLabel('Description');
    await field.pressSequentially(sentence);
    await says(guessed(page), 'code');
    await field.fill('');
    assert.equal(await guessed(page).count(), 0);
    for (const [text, type] of [['Review code for security', 'human'],
      ['Build a blog application', 'agentic'], ['Generate user profile JSON', 'object']]) {
      await field.fill(text);
      await says(guessed(page), type);
    }
    await says(page.locator('#guess'), /^object, [\d.]+ % sure\. “.*” .* typical of/);
    await says(page.locator('#guess-spoken'), 'Looks like object');
    assert.equal(requests.length, before);
  },

  async 'what is guessed is what the server says'({ page, skerry }) {
    for (const text of ['Decide whether to refund', 'Escribe un poema sobre el mar',
      'Refactor the repository', 'Write a polite email to a customer']) {
      await page.getByLabel('Description').fill(text);
      const { classification } = await skerry.classify({ description: text });
      assert.equal(classification.tier, 'model');
      await says(guessed(page), classification.type);
      assert.ok((await page.locator('#guess').textContent()).endsWith(classification.reasoning));
    }
  },

  async 'a sentence is run, and everything of its answer is shown'({ page }) {
    await fill(page, sentence, numbers);
    await run(page);
    await says(page.locator('#answer-result'), '[1,1,3,4,5]');
    await says(status(page), /^Succeeded, \d+ ms from here\.$/);
    await says(page.locator('#answer-type'), 'code');
    await says(page.locator('#answer-source'), /export default function/);
    const answer = await page.locator('#answer').textContent();
    for (const part of ['Sort numbers', 'catalogue', 'Timings', 'total', 'A known pure function']) {
      assert.ok(answer.includes(part), part);
    }
  },

  async 'an example fills the form'({ page }) {
    await page.getByRole('button', { name: 'Calculate factorial' }).click();
    await page.keyboard.press('Enter');
    await says(page.locator('#answer-result'), /2432902008176640000/);
  },

  async 'a refusal says what is wrong and what helps'({ page }) {
    await fill(page, 'Sort array of zebras by stripe charm', numbers);
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Type', { exact: true }).selectOption('code');
    await run(page);
    await says(status(page), 'Refused: 422 no_matching_function');
    const answer = await page.locator('#answer').textContent();
    for (const part of ['No matching function', 'What helps', 'configure a model', 'req_']) {
      assert.ok(answer.includes(part), part);
    }
    await fill(page, sentence, numbers);
    await run(page);
    await says(page.locator('#answer-result'), '[1,1,3,4,5]');
  },

  async 'broken JSON is told as it is typed, and is not sent'({ page, requests }) {
    await fill(page, sentence, '{ "numbers": [3, 1, }');
    await says(page.locator('#args-error'), /^Not JSON: /);
    assert.equal(await page.getByLabel('Arguments').getAttribute('aria-invalid'), 'true');
    const before = requests.length;
    await run(page);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'args');
    assert.equal(requests.length, before);
    await page.getByLabel('Arguments').fill(numbers);
    await says(page.locator('#args-error'), '');
    assert.equal(await page.getByLabel('Arguments').getAttribute('aria-invalid'), null);
  },

  async 'arguments go as they were typed'({ page }) {
    let body = '';
    await page.route('**/fn', (route) => {
      body = route.request().postData();
      return route.fulfill(json({ success: true, status: 'succeeded' }));
    });
    await fill(page, sentence, '{"n": 123456789012345678901234567890, "f": 1.0}');
    await run(page);
    await says(status(page), /^Succeeded/);
    assert.equal(body,
      '{"description":"Sort array of numbers","args":{"n": 123456789012345678901234567890, "f": 1.0}}');
  },

  async 'what a caller writes stays text'({ page }) {
    await fill(page, 'Convert text to uppercase', JSON.stringify({ text: hostile }));
    await run(page);
    await says(page.locator('#answer-result'), /<IMG SRC=X ONERROR=/);
    await assertHarmless(page);
    await fill(page, hostile, JSON.stringify(hostile));
    await run(page);
    await says(status(page), /^(Refused|Accepted|Succeeded)/);
    await assertHarmless(page);
    assert.equal(await page.getByLabel('Description').inputValue(), hostile);
  },

  async 'what a server, a model or another caller wrote stays text'({ page }) {
    const item = { jobId: hostile, taskId: hostile, title: hostile, type: hostile, status: 'queued',
      createdAt: hostile, taskUrl: 'javascript:globalThis.hacked=1' };
    await page.route('**/fn/jobs?**', (route) => route.fulfill(json({ items: [item] })));
    await page.route('**/fn/tasks?**', (route) => route.fulfill(json({ items: [item] })));
    const classification = { type: hostile, confidence: hostile, reasoning: hostile, tier: hostile,
      alternatives: [{ type: hostile, confidence: 0.1 }] };
    await page.route('**/fn', (route) => route.fulfill(json({ success: true, status: hostile,
      result: hostile, classification, cached: hostile, timings: { [hostile]: hostile },
      attempts: [{ route: hostile }], object: { origin: hostile, provider: hostile },
      code: { title: hostile, functionId: hostile, language: hostile, source: hostile, origin: hostile,
        tests: 1, console: { lines: [hostile, { text: hostile }], dropped: 2 } } })));
    await page.getByRole('button', { name: 'Refresh jobs' }).click();
    await page.getByRole('button', { name: 'Refresh tasks' }).click();
    await says(page.locator('#tasks-status'), '1 shown.');
    await says(page.locator('#jobs-status'), '1 shown.');
    await page.route(`**/fn/tasks/${encodeURIComponent(hostile)}`,
      (route) => route.fulfill(json(item)));
    await page.getByRole('button', { name: 'Show' }).last().click();
    await page.locator('#tasks pre').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Open the task' }).count(), 0);
    await fill(page, sentence, numbers);
    await run(page);
    await says(page.locator('#answer-source'), hostile);
    await assertHarmless(page);
    await page.unroute('**/fn');
    await page.route('**/fn', (route) => route.fulfill(json({ type: hostile, title: hostile, status: 422,
      code: hostile, detail: hostile, requestId: hostile, errors: [{ pointer: hostile, detail: hostile }],
      nearest: [{ title: hostile }], remedy: hostile, more: hostile }, 422)));
    await run(page);
    await says(status(page), `Refused: 422 ${hostile}`);
    await assertHarmless(page);
  },

  async 'markup from text is refused by the policy itself'({ page, faults }) {
    const outcome = await page.evaluate(() => {
      const errors = [];
      try { document.body.innerHTML += '<p>x</p>'; } catch (error) { errors.push(error.name); }
      const style = document.createElement('style');
      style.textContent = 'body { color: red !important }';
      document.head.append(style);
      const script = document.createElement('script');
      try { script.textContent = 'globalThis.hacked = 1'; } catch (error) { errors.push(error.name); }
      document.head.append(script);
      return { errors, color: getComputedStyle(document.body).color, hacked: globalThis.hacked };
    });
    assert.deepEqual(outcome.errors, ['TypeError', 'TypeError']);
    assert.notEqual(outcome.color, 'rgb(255, 0, 0)');
    assert.equal(outcome.hacked, undefined);
    // So that the other cases would notice a violation.
    await page.waitForTimeout(200);
    assert.ok(faults.some((fault) => fault.startsWith('policy: style-src')), faults.join('\n'));
    faults.length = 0;
  },

  async 'a call can be stopped, and a server that is gone is named'({ page }) {
    await page.route('**/fn', () => {});
    await fill(page, sentence, numbers);
    await run(page);
    await says(status(page), 'Running …');
    await page.getByRole('button', { name: 'Stop' }).click();
    await says(status(page), 'Stopped.');
    await page.unroute('**/fn');
    await page.route('**/fn', (route) => route.abort('connectionrefused'));
    await run(page);
    await says(status(page), 'No answer came: is the server running?');
    await page.unroute('**/fn');
    await page.route('**/fn', (route) => route.fulfill({ status: 502, body: '<h1>Bad gateway' }));
    await run(page);
    await says(status(page), 'Something that is not Skerry answered 502.');
    await page.unroute('**/fn');
    await run(page);
    await says(page.locator('#answer-result'), '[1,1,3,4,5]');
  },

  async 'the end of a job is shown when it comes'({ page }) {
    const job = { jobId: 'job_1', type: 'code', status: 'running', attempts: [] };
    let looks = 0;
    await page.route('**/fn', (route) => route.fulfill(json({ success: true, jobId: 'job_1',
      type: 'code', status: 'queued' }, 202)));
    await page.route('**/fn/jobs/job_1', (route) => {
      looks += 1;
      return route.fulfill(json(looks < 3 ? job : { ...job, status: 'succeeded', result: [7] }));
    });
    await fill(page, sentence, numbers);
    await run(page);
    await says(status(page), /^Accepted: queued/);
    await says(status(page), 'The job has ended: succeeded.');
    await says(page.locator('#answer-result'), '[7]');
    await page.unroute('**/fn/jobs/job_1');
    await page.route('**/fn/jobs/job_1', (route) => route.fulfill(json({ ...job, status: 'failed',
      error: { title: 'Task rejected', status: 422, code: 'task_rejected', detail: 'No.' } })));
    await run(page);
    await says(status(page), 'The job has ended: failed.');
    await says(page.locator('#answer'), /Task rejected/);
  },

  async 'lists are shown, and where there are none the page says so'({ page }) {
    for (const code of [404, 501]) {
      await page.route('**/fn/jobs?**', (route) => route.fulfill(json({ code: 'none' }, code)));
      await page.getByRole('button', { name: 'Refresh jobs' }).click();
      await says(page.locator('#jobs-status'), 'This server has no jobs yet.');
      await page.unroute('**/fn/jobs?**');
    }
    let cancelled = 0;
    await page.route('**/fn/jobs?**', (route) => route.fulfill(json({ items: [
      { jobId: 'job_1', type: 'object', status: cancelled ? 'cancelled' : 'running' },
      { jobId: 'job_2', type: 'human', status: 'succeeded' }], nextCursor: 'x' })));
    await page.route('**/fn/jobs/job_1/cancel', (route) => {
      cancelled += 1;
      return route.fulfill(json({ success: true }));
    });
    await page.getByRole('button', { name: 'Refresh jobs' }).click();
    await says(page.locator('#jobs-status'), '2 newest shown.');
    assert.equal(await page.getByRole('button', { name: 'Cancel' }).count(), 1);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('cell', { name: 'cancelled' }).waitFor();
    assert.equal(cancelled, 1);
    await page.route('**/fn/tasks?**', (route) => route.fulfill(json({ items: [
      { taskId: 'task_1', title: 'Look', state: 'pending' },
      { taskId: 'task_2', title: 'Far', state: 'pending' }] })));
    for (const [id, taskUrl] of [['task_1', '/tasks/task_1?t=x'], ['task_2', 'https://evil.example/']]) {
      await page.route(`**/fn/tasks/${id}`, (route) => route.fulfill(json({ taskId: id, taskUrl })));
    }
    await page.getByRole('button', { name: 'Refresh tasks' }).click();
    await says(page.locator('#tasks-status'), '2 shown.');
    const links = page.getByRole('link', { name: 'Open the task\'s page' });
    await page.getByRole('button', { name: 'Show' }).nth(3).click();
    await page.getByText('evil.example').waitFor();
    assert.equal(await links.count(), 0);
    await page.getByRole('button', { name: 'Show' }).nth(2).click();
    await links.waitFor();
    assert.equal(await links.getAttribute('href'), new URL('/tasks/task_1?t=x', page.url()).href);
  },

  async 'everything can be done with the keyboard alone'({ page }) {
    const focused = () => page.evaluate(() => document.activeElement?.id);
    const tabTo = async (id) => {
      for (let presses = 0; presses < 40; presses += 1) {
        if (await focused() === id) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`Tab does not lead to ${id}`);
    };
    await tabTo('description');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid');
    await page.keyboard.type(sentence);
    await tabTo('args');
    await page.keyboard.type('[2, 1]');
    await page.keyboard.press('Control+Enter');
    await says(page.locator('#answer-result'), '[1,2]');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo('context');
    await page.keyboard.type('descending');
    await tabTo('run');
    await page.keyboard.press('Space');
    await says(page.locator('#answer-result'), '[2,1]');
    await tabTo('answer-result');
    await tabTo('refresh-tasks');
  },

  async 'every control has a name, and headings are in order'({ page }) {
    await page.getByText('More', { exact: true }).click();
    const unnamed = await page.evaluate(() => [...document.querySelectorAll(
      'input, textarea, select, button')].filter((control) => control.labels?.length === 0 &&
      !control.textContent.trim() && !control.ariaLabel).map((control) => control.id));
    assert.deepEqual(unnamed, []);
    const levels = await page.evaluate(() =>
      [...document.querySelectorAll('h1,h2,h3')].map(({ tagName }) => Number(tagName[1])));
    assert.equal(levels[0], 1);
    levels.reduce((before, level) => { assert.ok(level <= before + 1); return level; });
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('#status').getAttribute('role'), 'status');
  },
};

/** The luminance contrast of every text on the page with what is behind it (WCAG 2.2, 1.4.3). */
const contrasts = () => {
  const parse = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = parse(color).map((value) => value / 255).map((value) =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((parse(color)[3] ?? 1) > 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => [...element.childNodes].some((node) =>
      node.nodeType === Node.TEXT_NODE && node.textContent.trim()) && element.checkVisibility())
    .map((element) => {
      const [one, two] = [getComputedStyle(element).color, behind(element)].map(luminance);
      return { element: element.outerHTML.slice(0, 80),
        ratio: (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05) };
    });
};

/** The same page as a phone shows it, by day and by night. */
export const narrowCases = Object.fromEntries(['light', 'dark'].map((colorScheme) => [
  `360 pixels are enough, and every text can be read: ${colorScheme}`, {
    options: { viewport: { width: 360, height: 640 }, colorScheme },
    async act({ page }) {
      const assertFits = async () => {
        const { wide, small } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth, small: innerWidth }));
        assert.ok(wide <= small, `the page is ${wide} pixels wide`);
      };
      await page.getByText('More', { exact: true }).click();
      await assertFits();
      await fill(page, sentence, numbers);
      await run(page);
      await says(page.locator('#answer-result'), '[1,1,3,4,5]');
      await assertFits();
      const texts = await page.evaluate(contrasts);
      assert.ok(texts.length > 30);
      assert.deepEqual(texts.filter(({ ratio }) => ratio < 4.5), []);
      await fill(page, 'W'.repeat(300), `"${'x'.repeat(3000)}"`);
      await run(page);
      await says(status(page), /^(Refused|Accepted|Succeeded)/);
      await assertFits();
    },
  }]));

/** Against a server that asks for a key. */
export const keyedCases = {
  async 'the page comes without a key, asks for one, and keeps it in memory'({ page, key, requests }) {
    const kept = () => page.evaluate(() => [
      sessionStorage.getItem('skerry-key'), localStorage.length, document.cookie, location.href]);
    const clean = await kept();
    assert.equal(clean[0], null);
    await says(page.locator('#jobs-status'), 'The server asks for an API key.');
    await fill(page, sentence, numbers);
    await run(page);
    await says(status(page), 'Refused: 401 unauthenticated');
    const field = page.getByLabel('API key');
    await field.fill(key);
    await run(page);
    await says(page.locator('#answer-result'), '[1,1,3,4,5]');
    assert.deepEqual(await kept(), clean);
    await page.getByLabel('Keep the key until this tab is closed').check();
    assert.deepEqual(await kept(), [key, ...clean.slice(1)]);
    await page.reload();
    await page.waitForLoadState('networkidle');
    await fill(page, sentence, numbers);
    await run(page);
    await says(page.locator('#answer-result'), '[1,1,3,4,5]');
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Keep the key until this tab is closed').uncheck();
    assert.deepEqual(await kept(), clean);
    assert.ok(requests.every((request) => !request.url().includes(key)));
    assert.ok(!(await page.content()).includes(key));
  },
};
