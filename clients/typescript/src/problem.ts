import type { components } from './openapi.js';

/** What every error's answer holds (RFC 9457), as the description has it. */
export type Problem = components['schemas']['Problem'];

/** One fault in a request's content. */
export type FieldError = { pointer: string; detail: string };

/** The server answered that it will not, or cannot. `code` is stable: decide by it. */
export class SkerryProblem extends Error {
  override readonly name = 'SkerryProblem';
  readonly code: Problem['code'];
  readonly status: number;
  /** What was wrong in this case, for people. */
  readonly detail: string;
  /** What to name when asking about this call. */
  readonly requestId: string | undefined;
  readonly errors: readonly FieldError[];

  /**
   * @param problem the whole answer
   * @param retryAfterMs how long the server asks to wait, where waiting helps
   */
  constructor(readonly problem: Problem, readonly retryAfterMs?: number) {
    super(problem.detail ?? problem.title);
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail ?? problem.title;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
  }
}

/** No whole answer came: refused, reset, cut off, or too slow. `cause` is what `fetch` said. */
export class SkerryNetworkError extends Error {
  override readonly name = 'SkerryNetworkError';
}

/** Something answered that is not Skerry, as a proxy in between does. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';

  constructor(readonly status: number, readonly retryAfterMs?: number) {
    super(`an answer with status ${status} that is not as described`);
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'title' in value &&
  typeof value.code === 'string' && typeof value.title === 'string';

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110, 10.2.3); undefined otherwise. */
export function retryAfterMs(headers: Headers, nowMs = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // What Date.parse makes of other texts differs from engine to engine.
  const dateMs = / GMT$/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

/** What an answer that is no success tells. */
export function problemIn(response: Response, text: string): SkerryProblem | UnexpectedAnswer {
  const waitMs = retryAfterMs(response.headers);
  try {
    const problem: unknown = JSON.parse(text);
    if (isProblem(problem)) return new SkerryProblem(problem, waitMs);
  } catch { /* Not JSON. */ }
  return new UnexpectedAnswer(response.status, waitMs);
}
