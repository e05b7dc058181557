import { Pending } from './pending.js';

/** @import { Host, Scope } from './types' */

/** A request of a client, who may go away: what the module is told of its end. */
export class ClientRequest extends Pending {
  /** True once the module has seen it: it hears how it ended. */
  delivered = false;
  /** True once the answer is whole, broken off, or nobody waits for it. */
  over = false;

  /**
   * @param {Host} host
   * @param {Scope} scope
   * @param {Request} request
   * @param {{ principal: string, peer: string | null }} caller
   */
  constructor(host, scope, request, caller) {
    super(host, scope);
    this.request = request;
    this.caller = caller;
  }

  /** Notices from now on when the client goes away or time is over. */
  watch() {
    this.scope.keep();
    const { signal } = this.request;
    if (signal.aborted) this.abort();
    else signal.addEventListener('abort', () => this.abort());
  }

  /** The client went away, or the request's time is over: what it started is cancelled with it. */
  abort() {
    this.end((events) => events.httpEvents.onAbort(this.id),
      () => this.scope.ofOneRequest && this.host.sweep(this.scope, 'the request ended'));
  }

  /**
   * Ends it, once.
   *
   * @param {(events: any) => void} event tells the module, when it has seen the request
   * @param {() => void} [afterwards]
   */
  end(event, afterwards = () => {}) {
    if (this.over) return;
    this.over = true;
    // Not from within the effect that ended it: a start must never deliver.
    Promise.resolve().then(() => {
      this.host.pending.delete(this.id);
      if (this.delivered) this.host.deliver(this.scope, event);
      afterwards();
      this.scope.release();
    });
  }
}
