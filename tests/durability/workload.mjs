/** Clients against actors while a seeded schedule of faults goes on (README.md). */
import { request as httpRequest } from 'node:http';
import WebSocket from 'ws';
import { imbalance, readState } from './checker.mjs';

const answerMsMax = 30_000;
const settleMsMax = 45_000;
const pollMs = 100;

/** Faults that a request asks the actor for, the kinds of entry they suit, and whether the event
 * traps, which undoes it. */
const faults = {
  'trap-before-write': { kinds: ['plain', 'mirrored', 'queued'], undone: true },
  'trap-between-writes': { kinds: ['plain', 'mirrored', 'queued'], undone: true },
  'trap-after-write': { kinds: ['plain', 'mirrored', 'queued'], undone: true },
  'trap-after-fetch': { kinds: ['mirrored', 'queued'], undone: true },
  'trap-in-alarm': { kinds: ['plain', 'mirrored', 'queued'], undone: false },
  'lost-send': { kinds: ['queued'], undone: false },
  duplicate: { kinds: ['queued'], undone: false },
  'trap-in-consumer': { kinds: ['queued'], undone: false },
};

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Workload {
  history = { attempted: new Map(), acknowledged: new Set(), undone: new Set(), seen: new Map(),
    torn: [] };
  /** How often each fault was injected. */
  injected = Object.fromEntries([...Object.keys(faults), 'evict', 'kill'].map((name) => [name, 0]));
  #host;
  #random;
  #size;
  #actors;
  #up = Promise.resolve();
  #issued = 0;
  #busy = true;
  #watchers = new Set();

  /**
   * @param {import('../conformance/hosts.mjs').Host} host
   * @param {import('./random.mjs').Random} random
   * @param {{ entries: number, clients: number, actors: number, kills: number }} size
   * @param {string} prefix of the actors' names
   */
  constructor(host, random, size, prefix) {
    this.#host = host;
    this.#random = random;
    this.#size = size;
    this.#actors = Array.from({ length: size.actors }, (_, index) => `${prefix}-${index}`);
  }

  /** Runs to the end: every fault is over, what was caused has arrived, the host has restarted. */
  async run() {
    const { clients } = this.#size;
    for (const actor of this.#actors) {
      await this.ask(actor, '/ledger/state');
      this.#watch(actor);
    }
    const work = Promise.all(Array.from({ length: clients },
      () => this.#client(this.#random.fork()))).finally(() => { this.#busy = false; });
    await Promise.all(
      [work, this.#inject(this.#random.fork()), this.#read(this.#random.fork())]);
    await this.#settled();
    for (const watcher of this.#watchers) watcher.terminate();
    await this.#kill();
    return this.states();
  }

  /** What every actor keeps. */
  async states() {
    const states = new Map();
    for (const actor of this.#actors) {
      states.set(actor, readState((await this.ask(actor, '/ledger/state')).json));
    }
    return states;
  }

  /** Asks for an entry that is judged later, and notes what came back. */
  async write(entry) {
    const { name, actor, kind, amount, mirror, fault } = entry;
    this.history.attempted.set(name, entry);
    if (faults[fault]?.undone) this.history.undone.add(name);
    const answer = await this.ask(actor, '/ledger/write',
      { entry: name, kind, amount, mirror, fault }).catch(() => null);
    if (answer?.status === 200 && answer.json.written === name) {
      this.history.acknowledged.add(name);
    }
    return answer;
  }

  /** One request to an actor: a POST when there is something to say. */
  ask(actor, path, json) {
    const { hostname, port } = new URL(this.#host.url);
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ hostname, port, path: `/actor/${actor}${path}`, agent: false,
        method: json ? 'POST' : 'GET', timeout: answerMsMax }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          try {
            resolve({ status: response.statusCode, json: JSON.parse(Buffer.concat(chunks)) });
          } catch (error) { reject(error); }
        });
      });
      sent.on('timeout', () => sent.destroy(new Error(`${path}: no answer in time`)));
      sent.on('error', reject);
      sent.end(json && JSON.stringify(json));
    });
  }

  async #client(random) {
    while (this.#issued < this.#size.entries) {
      const number = this.#issued++;
      const fault = random.chance(0.4) ? random.pick(Object.keys(faults)) : undefined;
      const kind = random.pick(fault ? faults[fault].kinds : ['plain', 'mirrored', 'queued']);
      const actor = random.pick(this.#actors);
      const mirror = random.pick(this.#actors.filter((other) => other !== actor));
      const amount = 1 + random.below(1000);
      await this.#up;
      if (fault) this.injected[fault] += 1;
      await this.write({ name: `e${number}`, actor, kind, amount, mirror, fault });
      await pause(random.below(20));
    }
  }

  /** Evicts actors, and ends the whole host at moments spread over the work. */
  async #inject(random) {
    let kills = 0;
    while (this.#busy) {
      await pause(20 + random.below(80));
      const killAt = (kills + 0.5 + random.next() / 2) * this.#size.entries / this.#size.kills;
      if (kills < this.#size.kills && this.#issued >= killAt) {
        kills += 1;
        await this.#kill();
      } else if (random.chance(0.7)) {
        if (await this.#host.evict(random.pick(this.#actors))) this.injected.evict += 1;
      }
    }
  }

  async #kill() {
    let open;
    this.#up = new Promise((resolve) => { open = resolve; });
    await this.#host.kill();
    await this.#host.start();
    this.injected.kill += 1;
    open();
  }

  /** Reads whole actors all the while: what a reader has met must stay. */
  async #read(random) {
    while (this.#busy) {
      await this.#up;
      const actor = random.pick(this.#actors);
      const answer = await this.ask(actor, '/ledger/state').catch(() => null);
      if (answer?.status === 200) {
        const state = readState(answer.json);
        for (const name of state.entries.keys()) this.history.seen.set(name, 'a reader');
        this.history.torn.push(...imbalance(state).map((text) => `${actor}: ${text}`));
      }
      await pause(random.below(60));
    }
  }

  /** Keeps a WebSocket to an actor open as long as there is work. */
  #watch(actor) {
    const url = `${this.#host.url.replace('http', 'ws')}/actor/${actor}/socket`;
    const watcher = new WebSocket(url, { perMessageDeflate: false });
    this.#watchers.add(watcher);
    watcher.on('message', (data) => {
      const { written } = JSON.parse(data.toString());
      if (written) this.history.seen.set(written, 'a socket');
    });
    watcher.on('error', () => {});
    watcher.on('close', async () => {
      this.#watchers.delete(watcher);
      if (!this.#busy) return;
      await pause(pollMs);
      await this.#up;
      this.#watch(actor);
    });
  }

  /** Waits until alarms have fired and effects have arrived, or their time is over. */
  async #settled() {
    const deadline = Date.now() + settleMsMax;
    while (Date.now() < deadline) {
      const open = [...(await this.states()).values()].some(({ entries }) =>
        [...entries.values()].some(({ alarmed, settled }) => !alarmed || !settled));
      if (!open) return;
      await pause(pollMs);
    }
  }
}
