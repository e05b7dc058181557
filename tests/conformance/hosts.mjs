/** Starts and drives the hosts under test. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const startMsMax = 120_000;
const stopMsMax = 10_000;

const commands = {
  native: (dataDir, suite) => [join(root, 'build/release/host/skerry'),
    ['serve', '--port', '0', '--data-dir', dataDir, '--modules-dir', join(root, 'build/wasm/modules'),
      ...(suite === 'probe' ? ['--public-module', 'probe', '--test-commands'] : [])]],
  workers: (dataDir, suite) => [join(root, 'scripts/run-workers'),
    ['--port', '0', '--data-dir', dataDir, ...(suite === 'probe' ? ['--probe'] : [])]],
};

/** A running host: the probe's, or the product as users meet it. */
export class Host {
  #process;
  #lines = [];
  #waiters = [];
  log = '';

  /** @param {'native'|'workers'} kind @param {'probe'|'product'} suite */
  constructor(kind, suite) {
    this.kind = kind;
    this.suite = suite;
    this.dataDir = mkdtempSync(join(tmpdir(), 'skerry-conformance-'));
  }

  async start() {
    const [command, args] = commands[this.kind](this.dataDir, this.suite);
    this.#process = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, SKERRY_PROBE_SETTING: 'from the environment' },
    });
    this.#process.stderr.on('data', (data) => { this.log = (this.log + data).slice(-20_000); });
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      this.#lines.push(line);
      for (const waiter of this.#waiters.splice(0)) waiter();
    });
    this.#process.on('exit', () => { for (const waiter of this.#waiters.splice(0)) waiter(); });
    const line = await this.#line(/^skerry listening on (http:\/\/\S+)$/, startMsMax);
    this.url = line[1];
  }

  get processId() {
    return this.#process.pid;
  }

  /** The actor loses its memory, its sockets' connections stay. */
  async evict(actor) {
    this.#process.stdin.write(`evict probe-actor/${actor}\n`);
    await this.#line(new RegExp(`^evicted probe-actor/${actor}$`), stopMsMax);
  }

  async stop() {
    const exited = new Promise((resolve) => { this.#process.on('exit', resolve); });
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), stopMsMax);
    await exited;
    clearTimeout(timer);
  }

  cleanUp() {
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #line(pattern, msMax) {
    const deadline = Date.now() + msMax;
    for (;;) {
      for (const line of this.#lines.splice(0)) {
        const found = pattern.exec(line);
        if (found) return found;
      }
      if (this.#process.exitCode !== null) throw new Error(`the host ended: ${this.log}`);
      if (Date.now() > deadline) throw new Error(`the host did not print ${pattern}: ${this.log}`);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.max(1, deadline - Date.now()));
        this.#waiters.push(() => { clearTimeout(timer); resolve(); });
      });
    }
  }
}
