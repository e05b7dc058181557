/** Clients of jobs and human tasks while the host is killed and evicts at seeded moments (README.md). */
import { request as httpRequest } from 'node:http';
import { hasEnded, isDeadLetter, wasGivenUp } from './job_checker.mjs';
import { kinds, pollMs, sorting } from './job_kinds.mjs';
import { eventsIn, followBySocket } from './job_events.mjs';
import { WebhookReceiver } from './webhook_receiver.mjs';

const answerMsMax = 30_000;
/** Longer than an idempotency lease, which a killed workerd leaves behind. */
const callMsMax = 90_000;
const settleMsMax = 60_000;
const moreMsMax = 1_000;
const jobsPerPage = 100;
/** What is planted in the host, and occasions at most that it passes over. */
const faults = { 'trap job': 12, 'drop fn': 1, 'double fn': 1 };
/** What clients do most, and once in a while. */
const common = ['sort', 'sort', 'human', 'batch', 'refused', 'cancelled'];
const rare = ['taskCancelled', 'interrupted', 'expired', 'reminded', 'flaky', 'redelivered'];
/** What takes so long that it comes at the beginning alone. */
const first = ['hopeless', 'hopeless', ...rare];

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Answers that say nothing about the work, so that the same request is sent again. */
const isOfTheMoment = ({ status, json }) => status >= 500 || status === 429 ||
  json?.code === 'idempotency_in_progress';

export class JobWorkload {
  history = { calls: new Map(), looks: [], streamed: new Map(), heard: [], moves: new Map(),
    cancels: new Map(), redelivered: new Map(), torn: [], received: [], asked: [] };
  /** What the schedule came to. */
  injected = { kill: 0, evict: 0, 'trap job': 0, 'drop fn': 0, 'double fn': 0,
    requestsCutOff: 0, keysTakenUp: 0, streamsCutOff: 0, socketsCutOff: 0 };
  #host;
  #random;
  #size;
  #prefix;
  #receiver;
  #up = Promise.resolve();
  #issued = 0;
  #busy = true;
  /** Requests of clients that have no answer yet. */
  #underWay = 0;
  /** Acknowledged so far. */
  #jobs = [];
  #tasks = [];

  /**
   * @param {import('../conformance/hosts.mjs').Host} host
   * @param {import('./random.mjs').Random} random
   * @param {{ clients: number, kills: number, calls: number, upMsMax: number }} size the host is up
   *   for at most `upMsMax` between kills; clients make calls until there were `calls` and `kills`
   * @param {string} prefix of the calls' names
   * @param {import('./scripted_model.mjs').ScriptedModel} model that the host asks
   */
  constructor(host, random, size, prefix, model) {
    this.#host = host;
    this.model = model;
    this.#random = random;
    this.#size = size;
    this.#prefix = prefix;
    this.#receiver = new WebhookReceiver(random.fork());
    this.history.received = this.#receiver.received;
    this.history.asked = model.asked;
  }

  async start() {
    await this.#receiver.start();
    this.#receiver.trust((await this.#ask('GET', '/fn/webhooks/secret')).json.secret);
  }

  stop() { this.#receiver.stop(); }

  /** Runs to the end: nothing is under way any more, and the host has restarted since. */
  async run() {
    const clients = Array.from({ length: this.#size.clients },
      () => this.#client(this.#random.fork()));
    // All of them to their end, so that nobody starts the host while it is being stopped.
    const parts = await Promise.allSettled([
      this.#inject(this.#random.fork()).finally(() => { this.#busy = false; }),
      this.#read(this.#random.fork()), this.#watch(this.#random.fork()),
      this.#listen(this.#random.fork()), ...clients]);
    for (const { status, reason } of parts) if (status === 'rejected') throw reason;
    this.#receiver.calm = true;
    await this.#settled();
    await this.#kill();
    await this.#paidUp();
    return this.states();
  }

  /** What is there: jobs and tasks by id. */
  async states() {
    const listedJobs = await this.#list('/fn/jobs', 'jobId', 'status');
    const listedTasks = await this.#list('/fn/tasks', 'taskId', 'state');
    const ids = new Set([...listedJobs.keys(), ...this.#jobs,
      ...this.history.received.map(({ data }) => data.jobId)]);
    const states = { jobs: new Map(), tasks: new Map() };
    for (const id of ids) {
      const { status, json: job } = await this.#ask('GET', `/fn/jobs/${id}`);
      // What is only listed is what the list says.
      if (status !== 200) continue;
      const name = WebhookReceiver.nameOf(job.callbackUrl);
      // The events of a job that goes on have no end.
      const events = hasEnded(job) ? await this.#events(id) : new Map();
      states.jobs.set(id, { name, job, listed: listedJobs.get(id), events,
        deliveries: (await this.#ask('GET', `/fn/jobs/${id}/deliveries`)).json.items });
    }
    for (const id of new Set([...listedTasks.keys(), ...this.#tasks])) {
      const { status, json: task } = await this.#ask('GET', `/fn/tasks/${id}`);
      if (status === 200) states.tasks.set(id, { task, listed: listedTasks.get(id) });
    }
    return states;
  }

  /** One call, made until an answer comes. A key of `null` is none. */
  async call(name, kind, body, expected, key = name) {
    const asked = this.#note(name, kind, expected);
    const answer = await this.#until('POST', '/fn', this.#withCallback(body, name), key);
    if (answer.status !== 202) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    asked.jobs.add(answer.json.jobId);
    if (answer.again) asked.sentAgainMs = answer.sentMs;
    this.#jobs.push(answer.json.jobId);
    if (answer.json.taskId) this.#tasks.push(answer.json.taskId);
    return answer.json;
  }

  /** A call whose result is its numbers in order. */
  sort(name, random, key = name) {
    const { body, expected } = sorting(random);
    return this.call(name, 'sort', body, expected, key);
  }

  /** Calls `{ one, body, expected }` in one request under one key. */
  async batch(key, calls) {
    for (const { one, expected } of calls) this.#note(one, 'sort', expected);
    const answer = await this.#until('POST', '/fn/batch',
      { calls: calls.map(({ one, body }) => this.#withCallback(body, one)) }, key);
    for (const [index, item] of answer.json.items.entries()) {
      if (!item.jobId) continue;
      const asked = this.history.calls.get(calls[index].one);
      asked.jobs.add(item.jobId);
      if (answer.again) asked.sentAgainMs = answer.sentMs;
      this.#jobs.push(item.jobId);
    }
  }

  /** Ends the instance of a job's actor in the middle of its next event. */
  async trap(jobId) {
    await this.#host.plant(`trap job/${jobId}`);
    await this.#ask('GET', `/fn/jobs/${jobId}`);
  }

  async cancel(jobId) {
    const answer = await this.#until('POST', `/fn/jobs/${jobId}/cancel`, undefined);
    this.history.cancels.set(jobId, answer.status === 200);
  }

  async redeliver(path, deliveryId) {
    const { status } = await this.#until('POST', `${path}/${deliveryId}/redeliver`, undefined);
    this.history.redelivered.set(deliveryId, status);
  }

  /** Looks until what is there is as `fits` says. */
  async seen(path, fits) {
    for (const deadline = Date.now() + callMsMax; ;) {
      const { status, json } = await this.#until('GET', path, undefined);
      if (status === 200 && fits(json)) return json;
      if (Date.now() > deadline) throw new Error(`${path}: ${JSON.stringify(json)}`);
      await pause(pollMs);
    }
  }

  async #client(random) {
    while (this.#busy || this.#issued < this.#size.calls) {
      const index = this.#issued++;
      const kind = first[index] ?? random.pick(random.chance(0.6) ? common : rare);
      await kinds[kind](this, `${this.#prefix}-${index}`, random);
      await pause(random.below(80));
    }
  }

  #note(name, kind, expected) {
    if (!this.history.calls.has(name)) {
      this.history.calls.set(name, { kind, expected, jobs: new Set() });
    }
    return this.history.calls.get(name);
  }

  #withCallback(body, name) {
    return { ...body, options: { mode: 'async', cache: false, ...body.options,
      callbackUrl: this.#receiver.addressOf(name) } };
  }

  async move(taskId, move, comment, body = {}) {
    const said = move === 'reject' ? { reason: comment } : { comment };
    const noted = { taskId, move, outcome: 'unknown' };
    this.history.moves.set(comment, noted);
    const answer = await this.#until('POST', `/fn/tasks/${taskId}/${move}`, { ...body, ...said },
      comment.replaceAll(' ', '.'));
    // Asked for again, because its answer was lost, a move that was made is shown and not refused.
    noted.outcome = answer.status === 200 ? 'done' : 'refused';
  }

  /**
   * Sends a request until it is answered. `again`: an earlier sending was cut off, so that it may
   * have been carried out before.
   */
  async #until(method, path, json, key) {
    const deadline = Date.now() + callMsMax;
    for (let again = false; ; again = true) {
      await this.#up;
      const sentMs = Date.now();
      this.#underWay += 1;
      const answer = await this.#ask(method, path, json, key).catch(() => null);
      this.#underWay -= 1;
      if (answer === null) this.injected.requestsCutOff += 1;
      else if (!isOfTheMoment(answer)) {
        if (again && key) this.injected.keysTakenUp += 1;
        return { ...answer, again, sentMs };
      }
      if (Date.now() > deadline) throw new Error(`${path}: no answer; ${JSON.stringify(answer)}`);
      await pause(answer === null ? 5 : pollMs);
    }
  }

  #ask(method, path, json, key) {
    return this.#send(method, path, json, key).then(({ status, text }) =>
      ({ status, json: JSON.parse(text) }));
  }

  #send(method, path, json, key) {
    const { hostname, port } = new URL(this.#host.url);
    const headers = { ...(json && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }) };
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ hostname, port, path, method, headers, agent: false,
        timeout: answerMsMax }, (response) => {
        const chunks = [];
        const finish = () => resolve({ status: response.statusCode, whole: response.complete,
          text: Buffer.concat(chunks).toString() });
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', path.endsWith('/events') ? finish : reject);
        response.on('end', finish);
      });
      sent.on('timeout', () => sent.destroy(new Error(`${path}: no answer in time`)));
      sent.on('error', reject);
      sent.end(json && JSON.stringify(json));
    });
  }

  /** Ends the host at moments spread over the work, and takes actors their memory in between. */
  async #inject(random) {
    const { kills, upMsMax, evictions } = this.#size;
    while (this.injected.kill < kills || this.injected.evict < evictions) {
      await pause(20 + random.below(upMsMax));
      for (const [fault, passes] of Object.entries(faults)) {
        await this.#host.plant(fault, random.below(passes));
      }
      if (this.injected.evict < evictions && this.#jobs.length > 0) {
        const recent = this.#jobs.slice(-10);
        if (await this.#host.evict(random.pick(recent), 'job')) this.injected.evict += 1;
      }
      if (this.injected.kill * Math.max(1, evictions) <= this.injected.evict * kills &&
        this.injected.kill < kills) await this.#kill();
    }
  }

  async #kill() {
    for (const [fault, times] of Object.entries(await this.#host.struck())) {
      this.injected[fault.replace(/\/.*/, '')] += times;
    }
    // In the middle of somebody's request, as long as there are any.
    const deadline = Date.now() + moreMsMax;
    while (this.#busy && this.#underWay === 0 && Date.now() < deadline) await pause(1);
    let open;
    this.#up = new Promise((resolve) => { open = resolve; });
    await this.#host.kill();
    await this.#host.start();
    this.injected.kill += 1;
    open();
  }

  /** Looks at jobs all the while, at a task before its job: they end together. */
  async #read(random) {
    while (this.#busy) {
      await this.#up;
      const taskId = this.#tasks.length > 0 && random.chance(0.3) ? random.pick(this.#tasks) : null;
      const jobId = taskId?.replace('task_', 'job_') ?? random.pick(this.#jobs.slice(-20));
      if (jobId) await this.#look(jobId, taskId).catch(() => {});
      await pause(random.below(40));
    }
  }

  async #look(jobId, taskId) {
    const task = taskId && (await this.#ask('GET', `/fn/tasks/${taskId}`)).json;
    const { status, json: job } = await this.#ask('GET', `/fn/jobs/${jobId}`);
    if (status >= 500) return;
    if (status !== 200) {
      this.history.torn.push(`${jobId} was there and then ${status}`);
      return;
    }
    this.history.looks.push({ jobId, status: job.status });
    const ended = hasEnded(job);
    if (task?.endedAt && !ended) this.history.torn.push(`${taskId} ended before its job`);
    if (ended !== (job.endedAt !== undefined) ||
      (job.status === 'succeeded') !== (job.result !== undefined) ||
      (ended && job.status !== 'succeeded') !== (job.error !== undefined)) {
      this.history.torn.push(`${jobId} is ${job.status} by half`);
    }
  }

  /** Follows jobs' events until they end or the host does. */
  async #watch(random) {
    while (this.#busy) {
      await this.#up;
      const jobId = random.pick(this.#jobs.slice(-3));
      if (jobId) {
        const events = await this.#events(jobId).catch(() => new Map());
        const known = this.history.streamed.get(jobId) ?? new Map();
        this.history.streamed.set(jobId, new Map([...known, ...events]));
      }
      await pause(random.below(20));
    }
  }

  /** Follows jobs by WebSocket, however often the host is killed meanwhile. */
  async #listen(random) {
    while (this.#busy) {
      await this.#up;
      const jobId = random.pick(this.#jobs.slice(-3));
      if (jobId) {
        const events = await followBySocket(
          () => `${this.#host.url.replace('http', 'ws')}/fn/jobs/${jobId}/ws`,
          () => this.#busy, () => this.#up, () => { this.injected.socketsCutOff += 1; });
        this.history.heard.push({ jobId, events });
      }
      await pause(random.below(20));
    }
  }

  /** The events of a job by number, as many as came. */
  async #events(jobId) {
    const { text, whole } = await this.#send('GET', `/fn/jobs/${jobId}/events`);
    if (!whole) this.injected.streamsCutOff += 1;
    return eventsIn(text);
  }

  async #list(path, idName, statusName) {
    const listed = new Map();
    let cursor = '';
    do {
      const { json } = await this.#ask('GET', `${path}?limit=${jobsPerPage}${cursor}`);
      for (const item of json.items) listed.set(item[idName], item[statusName]);
      cursor = json.nextCursor && `&cursor=${json.nextCursor}`;
    } while (cursor);
    return listed;
  }

  /** Waits until every job has ended and its webhook has arrived, or the time for that is over. */
  async #settled() {
    const deadline = Date.now() + settleMsMax;
    let open = new Set([...(await this.#list('/fn/jobs', 'jobId', 'status')).keys(),
      ...this.#jobs]);
    while (open.size > 0 && Date.now() < deadline) {
      const left = new Set();
      for (const id of open) {
        const { json: job } = await this.#ask('GET', `/fn/jobs/${id}`);
        const { json: sent } = await this.#ask('GET', `/fn/jobs/${id}/deliveries`);
        if (!hasEnded(job) || sent.items?.some(({ state }) => state === 'pending')) left.add(id);
      }
      open = left;
      await pause(pollMs);
    }
    const shown = async () => [...(await this.#list('/fn/jobs', 'jobId', 'status')).values()]
      .every((status) => hasEnded({ status }));
    while (!await shown() && Date.now() < deadline) await pause(pollMs);
  }

  /** Waits until the dead letters of jobs that were given up are written, or the time is over. */
  async #paidUp() {
    const deadline = Date.now() + settleMsMax;
    for (const id of this.#jobs) {
      const { json: job } = await this.#ask('GET', `/fn/jobs/${id}`);
      if (!wasGivenUp(job)) continue;
      while (![...(await this.#events(id)).values()].some(isDeadLetter) && Date.now() < deadline) {
        await pause(pollMs);
      }
    }
  }
}
