import { ALARM_BACKOFF_MAX_MS, ALARM_BACKOFF_MIN_MS } from '../limits.js';

/** @import { ActorContext, Host } from '../types' */

/**
 * The alarm as the module sees it, in the object's own storage and so in the event's transaction.
 * The platform's alarm only wakes the object: it cannot be read at once, and gives up after some
 * failures. `wakeAtMs` differs from `atMs` after a trap.
 *
 * @typedef {{ atMs: number, wakeAtMs: number, attempts: number }} Alarm
 */
const KEY = 'skerry.alarm';
/** The platform refuses 0 and what is no time of a `Date`. */
const TIME_MIN_MS = 1;
const TIME_MAX_MS = 8.64e15;

/** @param {DurableObjectStorage} storage @returns {Alarm | undefined} */
export const readAlarm = (storage) => storage.kv.get(KEY);

/** @param {DurableObjectStorage} storage @param {Alarm} alarm */
function writeAlarm(storage, alarm) {
  storage.kv.put(KEY, alarm);
  storage.setAlarm(Math.min(Math.max(alarm.wakeAtMs, TIME_MIN_MS), TIME_MAX_MS));
}

/** Takes the alarm off, within the transaction of its handler. */
export const takeAlarm = (/** @type {DurableObjectStorage} */ storage) => storage.kv.delete(KEY);

/** Arms the alarm anew after its handler trapped, later each time. */
export function postpone(/** @type {DurableObjectStorage} */ storage, /** @type {Alarm} */ alarm) {
  const attempts = alarm.attempts + 1;
  const delayMs = Math.min(ALARM_BACKOFF_MIN_MS * 2 ** (attempts - 1), ALARM_BACKOFF_MAX_MS);
  writeAlarm(storage, { atMs: alarm.atMs, wakeAtMs: Date.now() + delayMs, attempts });
}

/** `skerry:host/alarm`. */
export const alarm = (/** @type {Host} */ host) => {
  const { storage } = /** @type {ActorContext} */ (host.actor).state;
  return {
    set: (/** @type {bigint} */ atMs) =>
      writeAlarm(storage, { atMs: Number(atMs), wakeAtMs: Number(atMs), attempts: 0 }),
    clear() {
      storage.kv.delete(KEY);
      storage.deleteAlarm();
    },
    get() {
      const armed = readAlarm(storage);
      return armed && BigInt(armed.atMs);
    },
  };
};
