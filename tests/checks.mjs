/** Counts what a layer of tests checks, and closes it as tests/run_layers.py reads it. */
export class Checks {
  passed = 0;
  failed = 0;

  /** @param {boolean} isSo @param {string} what is said where it is not so */
  so(isSo, what) {
    this[isSo ? 'passed' : 'failed'] += 1;
    if (!isSo) console.log(`FAILED: ${what}`);
  }

  /** Compares as JSON. @param {string} what @param {unknown} found @param {unknown} expected */
  equal(what, found, expected) {
    const same = JSON.stringify(found) === JSON.stringify(expected);
    this.so(same, `${what}: ${JSON.stringify(found)}`);
  }

  /** Runs named cases in order, whatever becomes of each. @param {Record<string, () => unknown>} cases */
  async cases(cases) {
    for (const [name, test] of Object.entries(cases)) await this.#attempt(name, test);
  }

  /**
   * Does `work` on a host that is started for it and removed then. What is thrown has failed, and is
   * no reason to leave anything running.
   *
   * @param {import('./conformance/hosts.mjs').Host} host @param {() => unknown} work
   */
  async on(host, work) {
    await this.#attempt('the run', async () => {
      await host.start();
      await work();
    }, false);
    await host.stop().catch(() => {});
    host.cleanUp();
  }

  /** Says the counts and ends the process. @returns {never} */
  close() {
    console.log(`${this.passed} passed, ${this.failed} failed, 0 skipped`);
    process.exit(this.failed > 0 ? 1 : 0);
  }

  async #attempt(/** @type {string} */ name, /** @type {() => unknown} */ work, counts = true) {
    try {
      await work();
      if (counts) this.passed += 1;
    } catch (error) {
      this.so(false, `${name}: ${error instanceof Error ? error.stack : error}`);
    }
  }
}
