import { failure } from '../shims/failure.js';
import { Memory } from './memory.js';
import { LIMIT_STACK, reportOf, RUNNING, STATUS } from './report.js';

/** @import { SandboxJob } from '../shims/types' */

/** Length of the seed, and the least and the largest budget of steps (sandbox_abi.hpp). */
const SEED_BYTES = 32;
const STEPS_MIN = 500_000n;
const STEPS_MAX = 1_250_000_000n;

/**
 * Runs a program in an instance of its own and returns its report.
 *
 * @param {WebAssembly.Module} module
 * @param {string} source
 * @param {SandboxJob} job
 */
export function runProgram(module, source, { arguments: args, limits }) {
  const exports = /** @type {Record<string, any>} */ (new WebAssembly.Instance(module).exports);
  const memory = new Memory(exports, 'sandbox');
  const program = memory.write(source);
  const given = memory.write(args);
  if (!program || !given) throw failure('limit-exceeded', 'program_bytes_max=25165823');
  crypto.getRandomValues(
    new Uint8Array(memory.memory.buffer, exports.sandbox_seed_address(), SEED_BYTES));
  // A module whose budget is used up answers no further call.
  const address = exports.sandbox_status_address();
  /** @type {unknown} */
  let trap = null;
  try {
    exports.sandbox_run(program.address, program.bytes, given.address, given.bytes, Date.now(),
      limits.stepsMax, limits.memoryBytesMax, limits.outputBytesMax, limits.consoleBytesMax);
  } catch (error) {
    trap = error;
  }
  // A trap may have left a whole status, and memory may have grown: look only now.
  const status = memory.view(address);
  if (status.getUint32(STATUS.outcome, true) !== RUNNING) return reportOf(memory, status);
  if (!(trap instanceof RangeError)) throw failure('trapped', `sandbox: ${trap}`);
  // The host's own stack ran out; only the budget's global is complete.
  const budget = limits.stepsMax < STEPS_MIN ? STEPS_MIN
    : limits.stepsMax > STEPS_MAX ? STEPS_MAX : limits.stepsMax;
  status.setUint32(STATUS.outcome, LIMIT_STACK, true);
  status.setBigUint64(STATUS.steps, budget - BigInt(exports.steps_left.value), true);
  return reportOf(memory, status);
}
