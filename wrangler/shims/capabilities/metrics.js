/** @import { Host } from '../types' */

/** `skerry:host/metrics`, to Analytics Engine where a dataset is bound. */
export const metrics = (/** @type {Host} */ host) => {
  /** @param {'add' | 'observe'} kind */
  const write = (kind) =>
    (/** @type {string} */ name, /** @type {string} */ labels, /** @type {number} */ value) =>
      host.later(host.scope, () => host.wiring.metrics?.writeDataPoint(
        { indexes: [name], blobs: [kind, labels], doubles: [value] }));
  return { add: write('add'), observe: write('observe') };
};
