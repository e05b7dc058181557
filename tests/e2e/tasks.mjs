/** The pages of human tasks, in a browser that runs no scripts. Each case gets a page of its own. */
import assert from 'node:assert/strict';

const hostile = '"\'><img src=x onerror="globalThis.hacked=1"></textarea></style>' +
  '<script>globalThis.hacked=1</script>';
const schema = { type: 'object', required: ['verdict', 'safe'], properties: {
  verdict: { enum: ['approve', 'refuse', hostile], description: hostile },
  safe: { type: 'boolean', title: 'Is it safe?' },
  score: { type: 'integer', minimum: 1, maximum: 10, multipleOf: 5 },
  note: { type: 'string' } } };

/** Makes a task by the API's key, and gives its ids and its page's address, which needs none. */
async function make({ skerry, url }, task = {}, more = {}) {
  const made = await skerry.execute(
    { description: 'Review this', type: 'human', options: { task }, ...more });
  return { ...made, page: new URL(made.taskUrl, url).href };
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const says = (page, text) => page.getByText(text).waitFor();

export const cases = {
  async 'a person claims a task, corrects an answer and sends it, without scripts'({ page, skerry, url }) {
    const task = await make({ skerry, url }, { title: hostile, instructions: hostile, assignee: hostile },
      { schema, args: { [hostile]: hostile } });
    await page.goto(task.page);
    assert.equal(await page.locator('h1').textContent(), hostile);
    assert.equal(await page.locator('img, script').count(), 0);
    // The style is the page's own, which its policy lets in.
    assert.equal(await page.locator('dl').evaluate((list) => getComputedStyle(list).display), 'grid');
    await press(page, 'Claim');
    await page.getByLabel('verdict').selectOption('approve');
    await page.getByLabel('Is it safe?').selectOption('yes');
    const score = page.getByLabel('score (optional)');
    // What the browser knows to be wrong it does not send.
    await score.fill('11');
    await press(page, 'Send the answer');
    assert.equal(await page.locator('input:invalid').count(), 1);
    await score.fill('9');
    await page.getByLabel('note (optional)').fill('first\nsecond');
    await press(page, 'Send the answer');
    await says(page, /score: /);
    assert.equal(await page.getByLabel('note (optional)').inputValue(), 'first\nsecond');
    await score.fill('5');
    await press(page, 'Send the answer');
    await says(page, 'This task is done.');
    await page.reload();
    await says(page, 'This task is done.');
    const { status, result } = await skerry.jobs.show(task.jobId);
    const response = { verdict: 'approve', safe: true, score: 5, note: 'first\nsecond' };
    assert.deepEqual({ status, result }, { status: 'succeeded', result: response });
    const { state, audit } = await skerry.tasks.show(task.taskId);
    assert.equal(state, 'completed');
    assert.deepEqual(audit.map(({ action, by }) => [action, by.kind]),
      [['create', 'system'], ['claim', 'link'], ['complete', 'link']]);
  },

  async 'a task is rejected by the keyboard alone'({ page, skerry, url }) {
    const task = await make({ skerry, url });
    await page.goto(task.page);
    await page.getByLabel('Reason').focus();
    await page.keyboard.type('No time.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await says(page, 'This task was rejected.');
    assert.equal((await skerry.jobs.show(task.jobId)).error.detail, 'No time.');
  },

  async 'a task that is given back ends its link'({ page, skerry, url }) {
    const task = await make({ skerry, url });
    await page.goto(task.page);
    await press(page, 'Claim');
    await press(page, 'Release');
    await says(page, 'You have given the task back');
    assert.equal((await page.goto(task.page)).status(), 403);
    await says(page, 'This link is no longer valid');
  },

  async 'every field has a name for those who do not see it'({ page, skerry, url }) {
    const task = await make({ skerry, url }, {}, { schema });
    await page.goto(task.page);
    await press(page, 'Claim');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    for (const field of await page.locator('input:not([type=hidden]), select, textarea').all()) {
      assert.equal(await field.evaluate((one) => one.labels.length), 1);
    }
  },
};
