/** What the shims share. Mirrors `wit/deps/host/host.wit` as jco presents it to JavaScript. */

export type FailureTag =
  | 'cancelled' | 'timed-out' | 'unreachable' | 'not-found' | 'limit-exceeded' | 'not-utf8'
  | 'denied' | 'overloaded' | 'trapped' | 'constraint' | 'invalid' | 'number-out-of-range'
  | 'unavailable';
export interface Failure { tag: FailureTag; val: string }
export type Outcome<T> = { tag: 'ok'; val: T } | { tag: 'err'; val: Failure };
export type Destination =
  | { tag: 'internet' } | { tag: 'service'; val: string } | { tag: 'actor'; val: string };

/** A transpiled component: jco's `instantiate` and the core modules it asks for by file name. */
export interface Component {
  instantiate(
    core: (path: string) => WebAssembly.Module,
    imports: Record<string, object>,
    instantiateCore: (
      module: WebAssembly.Module, imports?: WebAssembly.Imports) => WebAssembly.Instance,
  ): any;
  cores: Record<string, WebAssembly.Module>;
}

/** Bindings by the names that modules use for them. */
export interface Wiring {
  services?: Record<string, Pick<Fetcher, 'fetch'>>;
  actors?: Record<string, DurableObjectNamespace<any>>;
  queues?: Record<string, Queue>;
  database?: D1Database;
  blobs?: R2Bucket;
  sandbox?: { run(job: SandboxJob): Promise<Outcome<string>> };
  metrics?: AnalyticsEngineDataset;
}

/** Problems that only the host can notice. */
export type ProblemName = import('./problem.js').ProblemName;

/** Everything that makes one kind of Worker or Durable Object what it is. */
export interface Definition {
  component: Component;
  /** Capability shims by the interface's name, for example `http`. */
  capabilities: Record<string, (host: Host) => object>;
  /** When a request's body is read: before `on-request`, or when the module asks. */
  body: 'eager' | 'on-demand';
  /** Who reaches the Worker: anybody, or bindings of this installation alone. */
  door: 'public' | 'private';
  wiring(env: any): Wiring;
}

/** The context in which an operation's input and output happen. */
export interface Scope {
  /** Performs an effect in this context, called from another one. */
  post(effect: () => void): void;
  /** Keeps the context alive until the matching `release`. */
  hold(): void;
  release(): void;
  /**
   * Lets the context outlive the answer and gives it a deadline, unless it has both: for whatever is
   * not over when the event that began it is.
   */
  keep(): void;
  readonly kept: boolean;
  /** Whether the context ends with its one request, and what that started with it. */
  readonly ofOneRequest: boolean;
}

/** What a capability shim sees of the instance it serves. */
export interface Host {
  readonly env: any;
  readonly wiring: Wiring;
  /** The scope of the event that is being delivered. */
  readonly scope: Scope;
  /** Requests, calls and messages under way, by id. */
  readonly pending: Map<bigint, any>;
  /** Set for actors. */
  readonly actor?: ActorContext;
  nextId(): bigint;
  /** Appends to the effect list of the running event. */
  later(scope: Scope, effect: () => void): void;
  /** Starts an operation after the running event; its outcome is delivered as another event. */
  start<T>(
    op: bigint, work: (signal: AbortSignal) => Promise<T>,
    deliver: (events: any, outcome: Outcome<T>) => void): void;
  /** Ends every operation of a scope, from within it. */
  sweep(scope: Scope, why: string): void;
  /** Ends an operation with the failure `cancelled`. */
  cancel(op: bigint): void;
  /** Runs one export of the module and performs what it started. False when it trapped. */
  deliver(scope: Scope, event: (events: any) => void): boolean;
}

export interface ActorContext {
  state: DurableObjectState;
  identity: { namespace: string; name: string };
}

export interface SandboxJob {
  language: 'javascript' | 'typescript';
  program: string;
  arguments: string;
  limits: {
    stepsMax: bigint; memoryBytesMax: number; outputBytesMax: number; consoleBytesMax: number };
}
