import { SkerryNetworkError, UnexpectedAnswer } from './problem.js';
import { jitterMs, sleep, waitMs, type RetryPolicy } from './retry.js';

/** One event of a stream (HTML Living Standard, 9.2). */
export interface ServerEvent {
  /** Where to go on from; empty for what is not kept. */
  id: string;
  type: string;
  /** What was sent, read as JSON. */
  data: unknown;
}

/** No line and no event is longer, in characters; a server that sends one is not understood. */
const eventLengthMax = 4 * 1024 * 1024;
/** The server sends a comment at least every 15 s. After three missed ones the stream is lost. */
const silenceMsMax = 45_000;

/** Splits text that comes in pieces into lines, ended by CR, LF or both. */
class Lines {
  #rest = '';
  #skipLineFeed = false;

  * add(text: string): Generator<string> {
    let rest = this.#rest + text;
    if (this.#skipLineFeed && rest !== '') {
      if (rest.startsWith('\n')) rest = rest.slice(1);
      this.#skipLineFeed = false;
    }
    let begin = 0;
    for (const { 0: end, index } of rest.matchAll(/\r\n|\r|\n/g)) {
      // The line feed of this carriage return may be in the next piece.
      if (end === '\r' && index + 1 === rest.length) this.#skipLineFeed = true;
      yield rest.slice(begin, index);
      begin = index + end.length;
    }
    this.#rest = rest.slice(begin);
    if (this.#rest.length > eventLengthMax) throw new RangeError('a line is too long');
  }
}

/**
 * The events in a body. What stands after the last blank line was cut off and is not an event.
 *
 * @param onActivity is told of every piece that comes, comments included
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>, onActivity: () => void = () => {},
): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  const lines = new Lines();
  let id = '';
  let type = '';
  let data: string[] = [];
  let length = 0;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onActivity();
      for (const line of lines.add(decoder.decode(value, { stream: true }))) {
        if (line === '') {
          if (data.length > 0) {
            yield { id, type: type || 'message', data: JSON.parse(data.join('\n')) };
          }
          [id, type, data, length] = ['', '', [], 0];
          continue;
        }
        const { 1: field, 2: content = '' } = /^([^:]*)(?::\x20?([^]*))?$/.exec(line) ?? [];
        if (field === 'id' && !content.includes('\0')) id = content;
        else if (field === 'event') type = content;
        else if (field === 'data') {
          data.push(content);
          if ((length += content.length) > eventLengthMax) throw new RangeError('an event is too long');
        }
      }
    }
  } finally {
    // Whoever stops reading early has no use for the rest.
    await reader.cancel().catch(() => {});
  }
}

export interface FollowOptions {
  /** Asks for the stream from after this event on; empty for its beginning. */
  open: (lastEventId: string, signal: AbortSignal) => Promise<Response>;
  /** Whether nothing follows an event. */
  isLast: (event: ServerEvent) => boolean;
  /** Whether all events there will ever be are there, asked when a stream ends without the last. */
  isOver: () => Promise<boolean>;
  policy: RetryPolicy;
  signal?: AbortSignal | undefined;
  /** Where to go on from, as of an earlier stream. */
  after?: string | undefined;
}

/** Whether an event was had before; a snapshot replaces what was had. */
const isRepeated = (event: ServerEvent, last: string) => event.type !== 'reset' &&
  /^\d+$/.test(event.id) && /^\d+$/.test(last) && BigInt(event.id) <= BigInt(last);

/** A stream that came apart: lost, ended early, or nothing that could be read. */
const isBroken = (error: unknown) => error instanceof TypeError ||
  error instanceof SyntaxError || error instanceof DOMException;

/**
 * Every event of a stream once and in order, however often the connection breaks, up to the last
 * one. Gives up after `attemptsMax` attempts in a row that brought nothing.
 */
export async function* follow(options: FollowOptions): AsyncGenerator<ServerEvent> {
  const { open, isLast, isOver, policy, signal } = options;
  let last = options.after ?? '';
  let over = false;
  for (let attempt = 0; ; attempt += 1) {
    let lost: unknown;
    let brought = false;
    const silence = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onActivity = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(new DOMException('silence', 'TimeoutError')),
        silenceMsMax);
    };
    try {
      onActivity();
      const response = await open(
        last, signal ? AbortSignal.any([signal, silence.signal]) : silence.signal);
      if (response.status === 204) return;
      if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
        throw new UnexpectedAnswer(response.status);
      }
      for await (const event of readEvents(response.body, onActivity)) {
        attempt = 0;
        brought = true;
        if (isRepeated(event, last)) continue;
        if (event.id !== '') last = event.id;
        // However long the reader takes, it is not the server that is silent.
        clearTimeout(timer);
        yield event;
        if (isLast(event)) return;
        onActivity();
      }
      // Nothing came although everything was there: what came before was the last.
      if (over && !brought) return;
      over = await isOver();
      lost = new SkerryNetworkError('the stream ended early');
    } catch (error) {
      signal?.throwIfAborted();
      lost = isBroken(error) ? new SkerryNetworkError('the stream broke', { cause: error }) : error;
    } finally {
      clearTimeout(timer);
    }
    const pause = waitMs(lost, policy, attempt);
    if (pause === undefined || attempt + 1 >= policy.attemptsMax) throw lost;
    await sleep(Math.max(pause, jitterMs(policy, attempt)), signal);
  }
}
