/**
 * What clients of jobs do, by kind. Each makes a call and perhaps moves, and says what must come of
 * it; all of them may be cut off at any moment and go on.
 */
const pollMs = 100;
const batchCalls = 4;
/** What a model is asked for. */
const named = { type: 'object', required: ['name'], additionalProperties: false,
  properties: { name: { type: 'string' } } };
/** As a provider says whose key is not accepted: worth another attempt, but none within one. */
const notNow = { status: 401 };
const failuresMax = 2;
const askedMsMax = 10_000;

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** More models than may fail at the same time, so that no breaker comes between jobs. */
export const models = Array.from({ length: 40 }, (_, index) => `model-${index}`);

function sorting(random) {
  const numbers = Array.from({ length: 2 + random.below(6) }, () => random.below(1e6));
  return { body: { description: 'Sort array of numbers', args: { numbers } },
    expected: [{ status: 'succeeded', result: numbers.toSorted((a, b) => a - b) }] };
}

/** Work for the model that answers as scripted for this name. */
const asking = (name, random, options = {}) => ({ description: `Facts about [${name}]`,
  type: 'object', schema: named,
  options: { provider: 'compatible', model: random.pick(models), ...options } });

const deciding = (name, options = {}) => ({ description: `Decide about ${name}`, type: 'human',
  schema: { type: 'object', required: ['approved'] }, options });

const expires = [{ status: 'expired', code: 'expired' }];

export const kinds = {
  sort: (workload, name, random) => workload.sort(name, random),

  async refused(workload, name, random) {
    const { body } = sorting(random);
    await workload.call(name, 'refused', { ...body, schema: { type: 'string' } },
      [{ status: 'failed', code: 'result_does_not_match_schema' }]);
  },

  /** Some hundred milliseconds of work, cancelled at any moment of it or after. */
  async cancelled(workload, name, random) {
    const { jobId } = await workload.call(name, 'cancelled',
      { description: 'nth prime number', args: { n: 10_000 } },
      [{ status: 'succeeded', result: 104_729 }]);
    await pause(random.below(150));
    await workload.cancel(jobId);
  },

  /** Calls under one key, which become as many jobs. */
  async batch(workload, name, random) {
    const names = Array.from({ length: batchCalls }, (_, index) => `${name}.${index}`);
    await workload.batch(name, names.map((one) => ({ one, ...sorting(random) })));
  },

  async human(workload, name, random) {
    const response = { approved: random.chance(0.5), note: name };
    const rejects = random.chance(0.3);
    const { taskId } = await workload.call(name, 'human', deciding(name),
      [rejects ? { status: 'failed', code: 'task_rejected' }
        : { status: 'succeeded', result: response }]);
    await workload.move(taskId, 'claim', `${name} claims`);
    if (random.chance(0.3)) {
      await workload.move(taskId, 'release', `${name} releases`);
      await workload.move(taskId, 'claim', `${name} claims again`);
    }
    await pause(random.below(50));
    if (rejects) return workload.move(taskId, 'reject', `${name} rejects`);
    // Two people at once: one of them has done it.
    await Promise.all(['first', 'second'].map((who) =>
      workload.move(taskId, 'complete', `${name} completes ${who}`, { response })));
    return undefined;
  },

  /** A task that is cancelled, perhaps while somebody completes it. */
  async taskCancelled(workload, name, random) {
    const response = { approved: true };
    const { jobId, taskId } = await workload.call(name, 'taskCancelled', deciding(name),
      [{ status: 'succeeded', result: response }]);
    if (random.chance(0.5)) return workload.cancel(jobId);
    await workload.move(taskId, 'claim', `${name} claims`);
    await Promise.all([workload.cancel(jobId),
      workload.move(taskId, 'complete', `${name} completes`, { response })]);
    return undefined;
  },

  /** Nobody does it in time, neither a person nor a model. */
  async expired(workload, name, random) {
    const timeoutMs = 300 + random.below(900);
    if (random.chance(0.5)) {
      return workload.call(name, 'expired', deciding(name, { timeoutMs }), expires);
    }
    workload.model.script(name, 'silence');
    return workload.call(name, 'expired', asking(name, random, { timeoutMs }), expires);
  },

  /** Completed once its reminder was sent. */
  async reminded(workload, name, random) {
    const response = { approved: true, note: name };
    const at = new Date(Date.now() + 100 + random.below(500)).toISOString();
    const { taskId } = await workload.call(name, 'reminded',
      deciding(name, { task: { reminders: [at] } }), [{ status: 'succeeded', result: response }]);
    await workload.seen(`/fn/tasks/${taskId}`, ({ reminders }) => reminders[0].sentAt);
    await workload.move(taskId, 'complete', `${name} completes`, { response, claim: true });
  },

  /** Work that fails once or twice before it succeeds. */
  async flaky(workload, name, random) {
    const failures = Array.from({ length: 1 + random.below(failuresMax) }, () => notNow);
    workload.model.script(name, ...failures, { name });
    await workload.call(name, 'flaky', asking(name, random),
      [{ status: 'succeeded', result: { name } }]);
  },

  /** Work that is under way when the instance is lost that waits for it. */
  async interrupted(workload, name, random) {
    const { model } = workload;
    model.script(name, 'silence', { name });
    const { jobId } = await workload.call(name, 'interrupted', asking(name, random),
      [{ status: 'succeeded', result: { name } }]);
    const deadline = Date.now() + askedMsMax;
    while (!model.asked.some((one) => one.name === name) && Date.now() < deadline) {
      await pause(pollMs);
    }
    // A host that is killed meanwhile has done the same.
    await workload.trap(jobId).catch(() => {});
  },

  /** Work that fails as long as it is tried. Its last attempt may be one that a kill interrupts. */
  async hopeless(workload, name, random) {
    workload.model.script(name, notNow);
    await workload.call(name, 'hopeless', asking(name, random),
      [{ status: 'failed', code: 'model_unavailable' },
        { status: 'failed', code: 'module_trapped' }]);
  },

  /** Its webhook is asked for again. */
  async redelivered(workload, name, random) {
    const { jobId } = await workload.sort(name, random);
    const path = `/fn/jobs/${jobId}/deliveries`;
    const { items } = await workload.seen(path, ({ items: [first] }) =>
      first?.state === 'delivered');
    await workload.redeliver(path, items[0].deliveryId);
  },
};

export { pollMs, sorting };
