/** @import { ActorContext, Host } from '../types' */

/** `skerry:host/actor`. `onDestroy` erases the object after the event has committed. */
export const actor = (/** @type {(host: Host) => void} */ onDestroy) =>
  (/** @type {Host} */ host) => ({
    self: () => /** @type {ActorContext} */ (host.actor).identity,
    destroy: () => host.later(host.scope, () => onDestroy(host)),
  });
