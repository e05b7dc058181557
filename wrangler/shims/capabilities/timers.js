/** @import { Host } from '../types' */

/** `skerry:host/timers`. A cancelled timer says nothing. */
export const timers = (/** @type {Host} */ host) => ({
  start: (/** @type {bigint} */ op, /** @type {bigint} */ delayMs) =>
    host.start(op, (signal) => new Promise((resolve) => {
      const timer = setTimeout(resolve, Number(delayMs));
      signal.addEventListener('abort', () => clearTimeout(timer));
    }), (events, outcome) => {
      if (outcome.tag === 'ok') events.timersEvents.onTimer(op);
    }),
  cancel: (/** @type {bigint} */ op) => host.cancel(op),
});
