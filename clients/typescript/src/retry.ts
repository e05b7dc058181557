import { SkerryNetworkError, SkerryProblem, UnexpectedAnswer } from './problem.js';

/** How patiently a call is repeated. */
export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  attemptsMax: number;
  /** The first wait is a random time up to this; each further one up to twice the one before. */
  baseMs: number;
  /** No random wait is longer. */
  capMs: number;
  /** A server that asks to wait longer is not waited for. */
  retryAfterMsMax: number;
  /** An attempt without a whole answer after this long counts as lost. */
  attemptMsMax: number;
}

export const defaultRetries: Readonly<RetryPolicy> = {
  attemptsMax: 4, baseMs: 200, capMs: 5_000, retryAfterMsMax: 60_000, attemptMsMax: 60_000,
};

/**
 * Full jitter: anything between nothing and the bound, so that callers who failed together do not
 * come back together.
 *
 * @param attempt counted from zero
 */
export function jitterMs(policy: RetryPolicy, attempt: number, random = Math.random): number {
  return random() * Math.min(policy.capMs, policy.baseMs * 2 ** attempt);
}

/**
 * How long to wait before a repeatable call is made again; undefined when that would be wrong.
 *
 * Repeated are: calls whose answer was lost, those whose first attempt is still under way, and
 * those the server asks to bring again later.
 */
export function waitMs(error: unknown, policy: RetryPolicy, attempt: number): number | undefined {
  const jitter = jitterMs(policy, attempt);
  if (error instanceof SkerryNetworkError) return jitter;
  if (!(error instanceof SkerryProblem || error instanceof UnexpectedAnswer)) return undefined;
  const { status, retryAfterMs } = error;
  const underWay = error instanceof SkerryProblem && error.code === 'idempotency_in_progress';
  const later = (status === 429 || status === 503) && retryAfterMs !== undefined;
  if (!underWay && !later) return undefined;
  const askedMs = retryAfterMs ?? 0;
  return askedMs > policy.retryAfterMsMax ? undefined : askedMs + jitter;
}

/** Waits; rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
