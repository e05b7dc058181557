import { follow, type ServerEvent } from './events.js';
import { Transport, type CallOptions, type ClientOptions, type PostOptions, type Query } from './transport.js';
import {
  terminalStatuses, type AcceptedFunction, type AnswerOf, type BodyOf, type Call, type CallAnswer,
  type ClassifyAnswer, type ClassifyCall, type DeliveryItem,
  type FunctionListItem, type Id, type Job, type JobAccepted,
  type JobListItem, type Page, type Task, type TaskListItem, type WebhookSecret, type WorkType,
} from './types.js';

/** Which part of a list is wanted. */
export interface ListOptions extends CallOptions {
  /** Items a page, 1 to 100. */
  limit?: number;
  cursor?: string;
}

/** What a list may be narrowed to, where it can be. */
interface Filter extends ListOptions {
  status?: string;
  state?: string;
  assignee?: string;
  group?: string;
}

/** Which tasks are wanted; of several of these, those that are all of them. */
export interface TaskListOptions extends ListOptions {
  state?: string;
  assignee?: string;
  group?: string;
}

/** One segment of a path. Dots alone would be another path. */
function segment(text: string): string {
  if (/^\.*$/.test(text)) throw new TypeError(`no id: ${JSON.stringify(text)}`);
  return encodeURIComponent(text);
}

/** What the groups of operations are made of. */
class Group {
  constructor(protected readonly transport: Transport) {}

  protected get<Answer>(path: string, { signal }: CallOptions = {}, query: Query = {}) {
    return this.transport.send({ method: 'GET', path, query, ...(signal && { signal }) }) as
      Promise<Answer>;
  }

  protected post<Answer>(path: string, body: unknown, options: PostOptions = {}) {
    return this.transport.send({ method: 'POST', path, body, ...options }) as Promise<Answer>;
  }

  protected page<Item>(path: string, options: Filter) {
    const { signal, ...query } = options;
    return this.get<Page<Item>>(path, signal ? { signal } : {}, query);
  }

  /** Every item of a list, page after page. */
  protected async* every<Item>(path: string, options: Filter) {
    let cursor: string | null | undefined = options.cursor;
    do {
      const page: Page<Item> =
        await this.page<Item>(path, { ...options, ...(cursor && { cursor }) });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }
}

/** Work that goes on after the call that asked for it. */
export class Jobs extends Group {
  list(options: ListOptions & { status?: string } = {}) {
    return this.page<JobListItem>('/fn/jobs', options);
  }

  all(options: ListOptions & { status?: string } = {}) {
    return this.every<JobListItem>('/fn/jobs', options);
  }

  show(jobId: string, options?: CallOptions) {
    return this.get<Job>(`/fn/jobs/${segment(jobId)}`, options);
  }

  cancel(jobId: string, options?: PostOptions) {
    return this.post<AnswerOf<`/fn/jobs/${Id}/cancel`, 'post'>>(
      `/fn/jobs/${segment(jobId)}/cancel`, {}, options);
  }

  /**
   * What happens to a job, each event once and in order, until the job ends. Goes on where it was
   * when the connection breaks.
   *
   * @param options.after go on after the event of this id
   */
  events(jobId: string, options: CallOptions & { after?: string } = {}): AsyncGenerator<ServerEvent> {
    const path = `/fn/jobs/${segment(jobId)}/events`;
    return follow({
      open: (lastEventId, signal) => this.transport.stream(path, lastEventId, signal),
      isLast: ({ type }) => type.startsWith('job.') && terminalStatuses.has(type.slice(4)),
      isOver: async () => terminalStatuses.has(String(
        (await this.get<{ status?: unknown }>(`/fn/jobs/${segment(jobId)}`, options)).status)),
      policy: this.transport.retries,
      signal: options.signal,
      after: options.after,
    });
  }

  /** Waits until a job has ended, and says how. */
  async ended(jobId: string, options: CallOptions = {}): Promise<Job> {
    for await (const event of this.events(jobId, options)) void event;
    return this.show(jobId, options);
  }

  deliveries(jobId: string, options: ListOptions = {}) {
    return this.page<DeliveryItem>(`/fn/jobs/${segment(jobId)}/deliveries`, options);
  }

  redeliver(jobId: string, deliveryId: string, options?: PostOptions) {
    return this.post<AnswerOf<`/fn/jobs/${Id}/deliveries/${Id}/redeliver`, 'post'>>(
      `/fn/jobs/${segment(jobId)}/deliveries/${segment(deliveryId)}/redeliver`, {}, options);
  }
}

/**
 * What a call's `callbackUrl` is told by is signed with. Any library of Standard Webhooks checks a
 * delivery with the secret; `WebhookBody` is what it holds.
 */
export class Webhooks extends Group {
  /** The secret, made when there was none. */
  secret(options?: CallOptions) {
    return this.get<WebhookSecret>('/fn/webhooks/secret', options);
  }

  /** A new secret; the former signs too until `formerSecretUntil`. */
  rotate(options?: PostOptions) {
    return this.post<WebhookSecret>('/fn/webhooks/secret/rotate', {}, options);
  }
}

/** What people are asked to do. */
export class Tasks extends Group {
  list(options: TaskListOptions = {}) {
    return this.page<TaskListItem>('/fn/tasks', options);
  }

  all(options: TaskListOptions = {}) {
    return this.every<TaskListItem>('/fn/tasks', options);
  }

  show(taskId: string, options?: CallOptions) {
    return this.get<Task>(`/fn/tasks/${segment(taskId)}`, options);
  }

  claim(taskId: string, body: BodyOf<`/fn/tasks/${Id}/claim`, 'post'>, options?: PostOptions) {
    return this.#move<'claim'>(taskId, 'claim', body, options);
  }

  release(taskId: string, body: BodyOf<`/fn/tasks/${Id}/release`, 'post'>, options?: PostOptions) {
    return this.#move<'release'>(taskId, 'release', body, options);
  }

  complete(taskId: string, body: BodyOf<`/fn/tasks/${Id}/complete`, 'post'>, options?: PostOptions) {
    return this.#move<'complete'>(taskId, 'complete', body, options);
  }

  reject(taskId: string, body: BodyOf<`/fn/tasks/${Id}/reject`, 'post'>, options?: PostOptions) {
    return this.#move<'reject'>(taskId, 'reject', body, options);
  }

  #move<Move extends string>(taskId: string, move: Move, body: unknown, options?: PostOptions) {
    return this.post<AnswerOf<`/fn/tasks/${Id}/${Move}`, 'post'>>(
      `/fn/tasks/${segment(taskId)}/${move}`, body, options);
  }
}

/** Accepted code: found, written or registered, and kept. */
export class Functions extends Group {
  list(options: ListOptions = {}) {
    return this.page<FunctionListItem>('/fn/functions', options);
  }

  all(options: ListOptions = {}) {
    return this.every<FunctionListItem>('/fn/functions', options);
  }

  show(id: string, options?: CallOptions) {
    return this.get<AcceptedFunction>(`/fn/functions/${segment(id)}`, options);
  }

  /** The function as a module of TypeScript, to keep. */
  source(id: string, { signal }: CallOptions = {}) {
    return this.transport.send({ method: 'GET', path: `/fn/functions/${segment(id)}`,
      query: { format: 'typescript' }, mediaType: 'text/plain', ...(signal && { signal }) }) as
      Promise<string>;
  }

  register(body: BodyOf<'/fn/functions', 'post'>, options?: PostOptions) {
    return this.post<AnswerOf<'/fn/functions', 'post'>>('/fn/functions', body, options);
  }

  invoke(id: string, body: BodyOf<`/fn/functions/${Id}/invoke`, 'post'>, options?: PostOptions) {
    return this.post<AnswerOf<`/fn/functions/${Id}/invoke`, 'post'>>(
      `/fn/functions/${segment(id)}/invoke`, body, options);
  }

  /** Names or pins it. Never repeated by itself. */
  update(id: string, body: BodyOf<`/fn/functions/${Id}`, 'patch'>, options: CallOptions = {}) {
    return this.transport.send({
      method: 'PATCH', path: `/fn/functions/${segment(id)}`, body, ...options,
    }) as Promise<AnswerOf<`/fn/functions/${Id}`, 'patch'>>;
  }

  /** Never repeated by itself. */
  async forget(id: string, options: CallOptions = {}): Promise<void> {
    await this.transport.send(
      { method: 'DELETE', path: `/fn/functions/${segment(id)}`, ...options });
  }
}

/** Whether a call goes on as a job. */
export const isJob = (answer: object): answer is JobAccepted => 'jobId' in answer;

/**
 * Skerry's HTTP API.
 *
 * Everything rejects with `SkerryProblem` when the server refuses, `SkerryNetworkError` when no
 * answer came, `UnexpectedAnswer` when something else answered, or the reason of an aborted signal.
 */
export class SkerryClient extends Group {
  readonly jobs: Jobs;
  readonly tasks: Tasks;
  readonly functions: Functions;
  readonly webhooks: Webhooks;

  constructor(options: ClientOptions) {
    const transport = new Transport(options);
    super(transport);
    this.jobs = new Jobs(transport);
    this.tasks = new Tasks(transport);
    this.functions = new Functions(transport);
    this.webhooks = new Webhooks(transport);
  }

  /** Gets a description done. What takes long, or a person, is answered with a job. */
  execute<Result = unknown>(call: Call, options?: PostOptions) {
    return this.post<CallAnswer<Result> | JobAccepted>('/fn', call, options);
  }

  /** Says what kind of work a description asks for. */
  classify(call: ClassifyCall, options?: PostOptions) {
    return this.post<ClassifyAnswer>('/fn/classify', call, options);
  }

  /** Up to 100 calls; each item is a call's answer, or `{ success: false, error }`. */
  batch(calls: Call[], options?: PostOptions) {
    return this.post<AnswerOf<'/fn/batch', 'post'>>('/fn/batch', { calls }, options);
  }

  /** Says what type a call ought to have been given. */
  feedback(callId: string, type: WorkType, options?: PostOptions) {
    return this.post<AnswerOf<`/fn/calls/${Id}/feedback`, 'post'>>(
      `/fn/calls/${segment(callId)}/feedback`, { type }, options);
  }
}
