import { Effects } from './effects.js';
import { INSTANCE_MEMORY_MARK_BYTES } from './limits.js';
import { Operations } from './operation.js';

/** @import { ActorContext, Definition, Host, ProblemName, Scope } from './types' */

/**
 * One instance of a component: its effect list, its operations, and what it was asked.
 *
 * @implements {Host}
 */
export class Instance {
  /** Set once the module has trapped; nothing is delivered any more. */
  dead = false;
  /** @type {Map<bigint, any>} */
  pending = new Map();
  #operations = new Operations(this);
  #effects = new Effects();
  /** @type {Scope | null} */
  #scope = null;
  /** @type {WebAssembly.Memory[]} */
  #memories = [];
  #lastId = 0n;

  /**
   * @param {Definition} definition
   * @param {any} env
   * @param {{ actor?: ActorContext, around?: (run: () => void) => void }} [options] `around` runs
   *   an export within a transaction and lets what it throws through
   */
  constructor(definition, env, { actor, around = (run) => run() } = {}) {
    this.env = env;
    this.wiring = definition.wiring(env);
    this.actor = actor;
    this.around = around;
    const imports = Object.fromEntries(Object.entries(definition.capabilities).map(
      ([name, capability]) => [`skerry:host/${name}`, capability(this)]));
    const { instantiate, cores } = definition.component;
    this.events = instantiate((path) => cores[path], imports, (module, imported) => {
      const core = new WebAssembly.Instance(module, imported);
      const { memory } = core.exports;
      if (memory instanceof WebAssembly.Memory) this.#memories.push(memory);
      return core;
    });
  }

  get scope() {
    if (!this.#scope) throw new Error('an import was called outside an event');
    return this.#scope;
  }

  get overgrown() {
    return this.#memories.some((memory) => memory.buffer.byteLength > INSTANCE_MEMORY_MARK_BYTES);
  }

  nextId() {
    return (this.#lastId += 2n);
  }

  /** @type {Host['later']} */
  later(scope, effect) { this.#effects.add(scope, effect); }

  /** @type {Host['deliver']} */
  deliver(scope, event) {
    if (this.dead) return false;
    this.#scope = scope;
    try {
      this.around(() => event(this.events));
    } catch (error) {
      this.#effects.drop();
      this.#trap(scope, error);
      return false;
    } finally {
      this.#scope = null;
    }
    this.#effects.perform(scope);
    return true;
  }

  /** @type {Host['start']} */
  start(op, work, deliver) { this.#operations.start(op, work, deliver); }

  /** @type {Host['cancel']} */
  cancel(op) { this.#operations.cancel(op); }

  /** @type {Host['sweep']} */
  sweep(scope, why) { this.#operations.sweep(scope, why); }

  /** Fails whatever a scope was asked, from within it. */
  fail(/** @type {Scope} */ scope, /** @type {ProblemName} */ reason) {
    for (const item of [...this.pending.values()]) if (item.scope === scope) item.fail(reason);
  }

  #trap(/** @type {Scope} */ running, /** @type {unknown} */ error) {
    this.dead = true;
    console.error(JSON.stringify({ level: 'error', message: 'module trapped',
      error: error instanceof Error ? error.stack : String(error) }));
    const scopes = new Set([...this.#operations.scopes,
      ...[...this.pending.values()].map(({ scope }) => scope)]);
    for (const scope of scopes) {
      const end = () => {
        this.sweep(scope, 'the module trapped');
        this.fail(scope, 'trapped');
      };
      if (scope === running) end();
      else scope.post(end);
    }
  }
}
