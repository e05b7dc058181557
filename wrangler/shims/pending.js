/** @import { Host, Scope } from './types' */

/** Something the host asked of the module and that still waits: a request, a call, a message. */
export class Pending {
  /** @param {Host} host @param {Scope} scope */
  constructor(host, scope) {
    this.id = host.nextId();
    this.host = host;
    this.scope = scope;
    host.pending.set(this.id, this);
    scope.hold();
  }

  /** Waits no more; false when it did not before. */
  leave() {
    if (!this.host.pending.delete(this.id)) return false;
    this.scope.release();
    return true;
  }
}
