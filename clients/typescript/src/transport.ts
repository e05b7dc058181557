import { problemIn, SkerryNetworkError, UnexpectedAnswer } from './problem.js';
import { defaultRetries, sleep, waitMs, type RetryPolicy } from './retry.js';

export interface ClientOptions {
  /** Where the server is; `/fn` and so on are below it. */
  baseUrl: string | URL;
  /** Sent as a bearer token. Kept in memory alone. */
  apiKey?: string;
  retries?: Partial<RetryPolicy>;
  /** In place of the platform's. */
  fetch?: (request: Request) => Promise<Response>;
}

export interface CallOptions {
  /** Ends the call, its retries and its waits at once; the reason is thrown. */
  signal?: AbortSignal;
}

export interface PostOptions extends CallOptions {
  /**
   * Names what is to be done, so that it is done once however often it is asked for. Without it
   * each call makes one for itself and all its retries.
   */
  idempotencyKey?: string;
}

export type Query = { [name: string]: string | number | undefined };

export interface Outgoing extends PostOptions {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Encoded already. */
  path: string;
  query?: Query;
  body?: unknown;
  /** Of the answer, where that is text and not JSON. */
  mediaType?: 'text/plain';
}

/** Sends requests, and sends them again where that is right. */
export class Transport {
  readonly retries: RetryPolicy;
  readonly #base: string;
  readonly #headers: Headers;
  readonly #fetch: (request: Request) => Promise<Response>;

  constructor({ baseUrl, apiKey, retries, fetch: given }: ClientOptions) {
    this.#base = new URL(baseUrl).href.replace(/\/+$/, '');
    this.retries = { ...defaultRetries, ...retries };
    this.#headers = new Headers(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` });
    this.#fetch = given ?? ((request) => fetch(request));
  }

  /**
   * The JSON or text that is answered, null when the answer has no content.
   *
   * Repeated are GETs, and POSTs under their one Idempotency-Key, when `waitMs` says so; nothing
   * else ever is.
   */
  async send(outgoing: Outgoing): Promise<unknown> {
    const { method, signal } = outgoing;
    const repeatable = method === 'GET' || method === 'POST';
    const key = method === 'POST' ? outgoing.idempotencyKey ?? crypto.randomUUID() : undefined;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#attempt(outgoing, key);
      } catch (error) {
        signal?.throwIfAborted();
        const pause = repeatable ? waitMs(error, this.retries, attempt) : undefined;
        if (pause === undefined || attempt + 1 >= this.retries.attemptsMax) throw error;
        await sleep(pause, signal);
      }
    }
  }

  /** One attempt to open a stream; its body is the caller's to read. */
  async stream(path: string, lastEventId: string, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (lastEventId !== '') headers['last-event-id'] = lastEventId;
    const request = this.#request({ method: 'GET', path, signal }, headers);
    const response = await this.#fetch(request);
    if (!response.ok) throw problemIn(response, await response.text());
    return response;
  }

  async #attempt(outgoing: Outgoing, key: string | undefined): Promise<unknown> {
    const headers: Record<string, string> = { accept: outgoing.mediaType ?? 'application/json' };
    if (key !== undefined) headers['idempotency-key'] = key;
    const limit = AbortSignal.timeout(this.retries.attemptMsMax);
    const signal = outgoing.signal ? AbortSignal.any([outgoing.signal, limit]) : limit;
    // Outside: what is wrong with the request itself is no fault of the network.
    const request = this.#request({ ...outgoing, signal }, headers);
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(request);
      text = await response.text();
    } catch (cause) {
      throw new SkerryNetworkError('no whole answer came', { cause });
    }
    if (!response.ok) throw problemIn(response, text);
    if (outgoing.mediaType) return text;
    if (text === '') return null;
    try {
      return JSON.parse(text);
    } catch {
      throw new UnexpectedAnswer(response.status);
    }
  }

  #request(outgoing: Outgoing, more: Record<string, string>): Request {
    const url = new URL(this.#base + outgoing.path);
    for (const [name, value] of Object.entries(outgoing.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const headers = new Headers(this.#headers);
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
    const hasBody = outgoing.body !== undefined;
    if (hasBody) headers.set('content-type', 'application/json');
    return new Request(url, {
      method: outgoing.method,
      headers,
      // A key must not follow to wherever an answer points.
      redirect: 'error',
      cache: 'no-store',
      ...(hasBody && { body: JSON.stringify(outgoing.body) }),
      ...(outgoing.signal && { signal: outgoing.signal }),
    });
  }
}
