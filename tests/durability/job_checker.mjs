/**
 * Judges jobs and human tasks by what clients, watchers and the webhooks' receiver saw, and by what
 * was there in the end.
 *
 * `history`: `calls`, a map from a call's name to `{ kind, expected, jobs, sentAgainMs? }`, where
 * `jobs` is the set of ids that its answers named, and the time is when a call was sent again whose
 * first answer was lost; `looks`, in their order, `{ jobId, status }`;
 * `streamed`, a map from a job's id to a map from event numbers to `{ type, data }`; `moves`, a map
 * from a comment to `{ taskId, move, outcome }` with the outcome `done`, `refused` or `unknown`;
 * `cancels`, a map from a job's id to whether the cancellation was acknowledged; `received`, what
 * the webhooks' receiver took down; `redelivered`, a map from a delivery's id to the status with
 * which the wish for it was answered; `asked`, what the model was asked, `{ name, closedMs? }`;
 * `torn`, texts about readings that contradict themselves.
 *
 * `states`: `jobs`, a map from id to `{ name, job, events, deliveries, listed }`, and `tasks`, a map
 * from id to `{ name, task, listed }`: what is there in the end.
 *
 * Each rule gives one text a violation.
 */
import { isDeepStrictEqual } from 'node:util';

const terminal = new Set(['succeeded', 'failed', 'cancelled', 'expired']);
const attemptsMax = 5;
/** Of failures that are worth another attempt. */
const passing = new Set(['module_trapped', 'model_unavailable', 'timed_out', 'unreachable',
  'overloaded']);

/** docs/jobs.md. */
const jobMoves = {
  '': ['queued'],
  queued: ['running', 'waiting', 'failed', 'cancelled', 'expired'],
  running: ['queued', 'waiting', 'succeeded', 'failed', 'cancelled', 'expired'],
  waiting: ['running', 'succeeded', 'failed', 'cancelled', 'expired'],
};

/** docs/tasks.md: by an action from a state to a state. */
const taskMoves = new Set(['create  pending', 'claim pending claimed', 'release claimed pending',
  'complete claimed completed', 'reject claimed rejected', 'expire pending expired',
  'expire claimed expired', 'cancel pending cancelled', 'cancel claimed cancelled']);
const taskEnds = { completed: 'succeeded', rejected: 'failed', expired: 'expired',
  cancelled: 'cancelled' };
/** Kinds of calls that somebody cancels. */
const cancellable = new Set(['cancelled', 'taskCancelled']);

export const rules = {
  'every acknowledged job is there': ({ calls }, { jobs }) => callsOf(calls).flatMap(
    ([name, { jobs: ids }]) => [...ids].filter((id) => jobs.get(id)?.name !== name)),

  'one key makes one job': ({ calls }, { jobs }) => {
    const made = grouped([...jobs.keys()], (id) => jobs.get(id).name);
    return callsOf(calls).filter(([name, { jobs: ids }]) =>
      new Set([...ids, ...(made.get(name) ?? [])]).size > 1).map(([name]) => name);
  },

  'no job is there that nobody asked for': ({ calls }, { jobs }) =>
    [...jobs.values()].filter(({ name }) => !calls.has(name)).map(({ job }) => job.jobId),

  'every job has ended, once, by transitions that exist': (_, { jobs }) =>
    [...jobs].filter(([, { job, events }]) => {
      const statuses = statusesOf(events);
      const legal = statuses.every((status, index) =>
        jobMoves[statuses[index - 1] ?? '']?.includes(status));
      return !legal || statuses.at(-1) !== job.status || !terminal.has(job.status);
    }).map(([id, { job }]) => `${id} ${job.status}`),

  'events are numbered without a gap': (_, { jobs }) =>
    [...jobs].filter(([, { events }]) => [...events.keys()].some((seq, index) => seq !== index + 1))
      .map(([id]) => id),

  'what was seen of a job stayed': ({ looks, streamed, torn }, { jobs }) => [
    ...torn,
    ...looks.filter(({ jobId, status }) => {
      const there = jobs.get(jobId);
      return !there || (terminal.has(status) ? there.job.status !== status
        : !statusesOf(there.events).includes(status));
    }).map(({ jobId, status }) => `${jobId} ${status}`),
    ...[...streamed].flatMap(([jobId, events]) => [...events].filter(([seq, event]) =>
      !isDeepStrictEqual(jobs.get(jobId)?.events.get(seq), event))
      .map(([seq]) => `${jobId} event ${seq}`)),
  ],

  'a socket is told each event once and in order, over all its connections': ({ heard }, { jobs }) =>
    heard.filter(({ jobId, events }) => events.some(({ seq, type, at, data }, index) =>
      seq !== index + 1 ||
      !isDeepStrictEqual(jobs.get(jobId)?.events.get(seq), { type, data: { ...data, at } })))
      .map(({ jobId, events }) => `${jobId} ${events.map(({ seq }) => seq)}`),

  'every result is right': ({ calls, cancels }, { jobs }) =>
    [...jobs].filter(([id, { name, job }]) => !isRight(job, calls.get(name), cancels.get(id)))
      .map(([id, { job }]) => `${id} ${job.status}`),

  'every end was delivered, under one id, as it is': ({ received }, { jobs }) => {
    const byName = grouped(received.filter(isOfEnd), ({ name }) => name);
    return [...jobs].filter(([, { name, job, deliveries }]) => {
      const came = byName.get(name) ?? [];
      const listed = deliveries.filter(({ deliveryId }) => deliveryId === came[0]?.id);
      return listed.length !== 1 || listed[0].state !== 'delivered' ||
        !came.some(({ taken }) => taken) ||
        came.some(({ id, type, data }) => id !== listed[0].deliveryId ||
          type !== `job.${job.status}` || !isSameEnd(data, job));
    }).map(([id]) => id);
  },

  'every reminder was sent and delivered once': ({ received }, { jobs, tasks }) => {
    const byName = grouped(received.filter((one) => !isOfEnd(one)), ({ name }) => name);
    const remindersOf = new Map([...tasks.values()].map(({ task }) =>
      [task.jobId, task.reminders.filter(({ sentAt }) => sentAt).length]));
    return [...jobs].filter(([id, { name, events, deliveries }]) => {
      const ids = new Set((byName.get(name) ?? []).filter(({ taken }) => taken)
        .map((one) => one.id));
      const told = [...events.values()].filter(({ type }) => type === 'task.reminder').length;
      const sent = remindersOf.get(id) ?? 0;
      return told !== sent || ids.size !== sent || deliveries.length !== sent + 1 ||
        deliveries.some(({ state }) => state !== 'delivered');
    }).map(([id]) => id);
  },

  'what was asked to be delivered again came again': ({ received, redelivered }) =>
    [...redelivered].filter(([id, status]) => status !== 202 ||
      received.filter((one) => one.id === id && one.taken).length < 2).map(([id]) => id),

  'a model is asked once an attempt, and no longer than that': ({ asked }, { jobs }) => {
    const byName = grouped(asked, ({ name }) => name);
    return [...jobs].filter(([, { name, job }]) => {
      const calls = byName.get(name) ?? [];
      return calls.length > job.attempts.length || calls.some(({ closedMs }) => !closedMs);
    }).map(([id]) => id);
  },

  'what was given up is a dead letter, once, and nothing else is': (_, { jobs }) =>
    [...jobs].filter(([, { job, events }]) =>
      [...events.values()].filter(isDeadLetter).length !== (wasGivenUp(job) ? 1 : 0))
      .map(([id]) => id),

  'nothing was delivered that is not so': ({ received }, { jobs }) =>
    received.filter(({ data, signed }) => !signed || !jobs.has(data.jobId))
      .map(({ id }) => id),

  "a task's audit tells its whole way": (_, { tasks }) =>
    [...tasks].filter(([, { task }]) => {
      const states = task.audit.map(({ to }) => to);
      return states.at(-1) !== task.state || task.audit.some(({ action, from = '', to }, index) =>
        from !== (states[index - 1] ?? '') || !taskMoves.has(`${action} ${from} ${to}`));
    }).map(([id]) => id),

  'every move of a task that was acknowledged was made once': ({ moves }, { tasks }) =>
    [...moves].filter(([comment, { taskId, outcome, move }]) => {
      const entries = (tasks.get(taskId)?.task.audit ?? [])
        .filter((entry) => entry.comment === comment && entry.action === move).length;
      return outcome === 'unknown' ? entries > 1 : entries !== (outcome === 'done' ? 1 : 0);
    }).map(([comment]) => comment),

  'a task and its job end together': (_, { jobs, tasks }) =>
    [...tasks].filter(([, { task }]) => {
      const there = jobs.get(task.jobId)?.job;
      return taskEnds[task.state] !== there?.status ||
        !isDeepStrictEqual(task.response, there?.result);
    }).map(([id, { task }]) => `${id} ${task.state}`),

  'lists show what is': (_, { jobs, tasks }) => [
    ...[...jobs].filter(([, { job, listed }]) => listed !== job.status).map(([id]) => id),
    ...[...tasks].filter(([, { task, listed }]) => listed !== task.state).map(([id]) => id),
  ],
};

/** Violations by rule; rules that hold are absent. */
export function violations(history, states) {
  return new Map(Object.entries(rules).map(([rule, judge]) => [rule, judge(history, states)])
    .filter(([, found]) => found.length > 0));
}

export const hasEnded = ({ status }) => terminal.has(status);

/** Every attempt was interrupted or failed in a way that may pass, and there may be no more. */
export const wasGivenUp = ({ status, attempts, error }) =>
  status === 'failed' && attempts.length >= attemptsMax && passing.has(error.code);

export const isDeadLetter = ({ type }) => type === 'job.dead-lettered';

const isOfEnd = ({ type }) => type.startsWith('job.');

function isRight(job, call, cancelled) {
  if (!call) return false;
  if (cancelled !== undefined && cancelled !== (job.status === 'cancelled')) return false;
  if (job.status === 'cancelled') return cancellable.has(call.kind);
  const { kind, expected } = call;
  if (wasGivenUp(job) && kind !== 'hopeless') {
    return job.attempts.some(({ outcome }) => outcome === 'interrupted');
  }
  return expected.some(({ status, result, code }) => job.status === status &&
    isDeepStrictEqual(job.result, result) && job.error?.code === code);
}

/** What was delivered is the job as it is now: all that moves later are deliveries. */
const isSameEnd = (data, { success, taskId, ...job }) => isDeepStrictEqual(data, job);

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

const callsOf = (calls) => [...calls];

const statusesOf = (events) => [...events.values()]
  .filter(({ type, data }) => type === `job.${data.status}`).map(({ data }) => data.status);
