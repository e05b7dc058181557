/**
 * One way each to break every rule of the jobs' checker: changes a run that was sound so that this
 * rule must object. A rule that cannot object proves nothing.
 */
const one = (items, fits) => {
  const found = [...items].find(fits);
  if (!found) throw new Error('the run has nothing of the kind to tamper with');
  return found;
};

const jobOf = ({ jobs }, fits = () => true) => one(jobs.values(), fits);

/** The events of a job anew, numbered from 1. */
const renumber = (there, events) => {
  there.events = new Map(events.map((event, index) => [index + 1, event]));
};

export const jobTamperings = {
  'every acknowledged job is there': ({ calls }, { jobs }) => {
    const { jobs: ids } = one(calls.values(), (call) => call.jobs.size > 0);
    jobs.delete([...ids][0]);
  },
  'one key makes one job': (_, { jobs }) => {
    const there = jobOf({ jobs });
    jobs.set('job_twin', { ...there, job: { ...there.job, jobId: 'job_twin' } });
  },
  'no job is there that nobody asked for': (_, states) => { jobOf(states).name = 'nobody'; },
  'every job has ended, once, by transitions that exist': (_, states) => {
    const there = jobOf(states);
    const events = [...there.events.values()];
    renumber(there, [...events, one(events, ({ type }) => type === `job.${there.job.status}`)]);
  },
  'events are numbered without a gap': (_, states) => { jobOf(states).events.delete(2); },
  'what was seen of a job stayed': ({ looks }, states) => {
    const { job } = jobOf(states, ({ job: { status } }) => status !== 'cancelled');
    looks.push({ jobId: job.jobId, status: 'cancelled' });
  },
  'a socket is told each event once and in order, over all its connections': ({ heard }) => {
    const { events } = one(heard, (each) => each.events.length > 1);
    events.splice(1, 0, events[1]);
  },
  'every result is right': (_, states) => {
    jobOf(states, ({ job }) => Array.isArray(job.result)).job.result.reverse();
  },
  'every end was delivered, under one id, as it is': ({ received }, { jobs }) => {
    received.push({ ...one(received, ({ type, data }) =>
      type.startsWith('job.') && jobs.has(data.jobId)), id: 'dlv_other' });
  },
  'every reminder was sent and delivered once': ({ received }) => {
    received.push({ ...one(received, ({ type, taken }) => type === 'task.reminder' && taken),
      id: 'dlv_other' });
  },
  'what was asked to be delivered again came again': ({ received, redelivered }) => {
    const [id] = one(redelivered, () => true);
    for (const delivery of received.filter((each) => each.id === id).slice(1)) {
      delivery.taken = false;
    }
  },
  'a model is asked once an attempt, and no longer than that': ({ asked }, { jobs }) => {
    const { name, job } = jobOf({ jobs }, (there) =>
      asked.some((call) => call.name === there.name));
    for (const _ of job.attempts) asked.push(one(asked, (call) => call.name === name));
  },
  'what was given up is a dead letter, once, and nothing else is': (_, states) => {
    const there = jobOf(states, ({ job }) => job.attempts.length > 0);
    there.events.set(there.events.size + 1, { type: 'job.dead-lettered', data: {} });
  },
  'nothing was delivered that is not so': ({ received }) => {
    received.push({ ...received[0], data: { jobId: 'job_never' } });
  },
  "a task's audit tells its whole way": (_, { tasks }) => {
    const { task } = one(tasks.values(), () => true);
    task.audit.splice(1, 1);
  },
  'every move of a task that was acknowledged was made once': ({ moves }, { tasks }) => {
    const [comment, { taskId }] = one(moves, ([, { outcome }]) => outcome === 'done');
    const { audit } = tasks.get(taskId).task;
    audit.push(one(audit, (entry) => entry.comment === comment));
  },
  'a task and its job end together': (_, { tasks }) => {
    const there = one(tasks.values(), ({ task }) => task.state === 'completed');
    there.task.response = { approved: 'by nobody' };
  },
  'lists show what is': (_, states) => { jobOf(states).listed = 'running'; },
};
