import { WorkerEntrypoint } from 'cloudflare:workers';
import sandboxModule from '../../build/wasm/modules/sandbox.wasm';
import typestripModule from '../../build/wasm/modules/typestrip.wasm';
import { outcomeOf } from '../shims/failure.js';
import { Eraser } from './eraser.js';
import { runProgram } from './program.js';

/** @import { SandboxJob } from '../shims/types' */

const eraser = new Eraser(typestripModule);

/** Runs programs nobody trusts. Reached by service bindings alone. */
export default class extends WorkerEntrypoint {
  /** @param {SandboxJob} job */
  run(job) {
    return outcomeOf((async () => {
      if (job.language === 'javascript') return runProgram(sandboxModule, job.program, job);
      const erased = eraser.erase(job.program);
      return erased.report ?? runProgram(sandboxModule, erased.source, job);
    })());
  }
}
