/**
 * What a trivial call costs in quickjs-emscripten when each gets a runtime of its own, as in the
 * sandbox: an ECMAScript module whose default export is called with the elements of a JSON array,
 * and whose result comes back as JSON. Prints a line of JSON in microseconds of processor time.
 */
import { getQuickJS } from 'quickjs-emscripten';

const ROUNDS = 15;
const CALLS = 200;
const MEMORY_BYTES = 18 * 1024 * 1024;
const STACK_BYTES = 256 * 1024;

const quickjs = await getQuickJS();

function call(source, argumentsText) {
  const runtime = quickjs.newRuntime();
  runtime.setMemoryLimit(MEMORY_BYTES);
  runtime.setMaxStackSize(STACK_BYTES);
  const deadline = Date.now() + 1000;
  runtime.setInterruptHandler(() => Date.now() > deadline);
  const context = runtime.newContext();
  try {
    const program = context.unwrapResult(context.evalCode(source, 'program.js', { type: 'module' }));
    const run = context.unwrapResult(context.evalCode(
      '(program, text) => JSON.stringify(program.default(...JSON.parse(text)))'));
    const text = context.newString(argumentsText);
    const result = context.unwrapResult(
      context.callFunction(run, context.undefined, program, text));
    const answer = context.getString(result);
    for (const handle of [program, run, text, result]) handle.dispose();
    return answer;
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

function microseconds() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const began = microseconds();
  for (let index = 0; index < CALLS; index += 1) {
    const answer = call('export default (a, b) => a + b', '[1,2]');
    if (answer !== '3') throw new Error(`quickjs_bench: ${answer}`);
  }
  rounds.push((microseconds() - began) / CALLS);
}
rounds.sort((left, right) => left - right);
console.log(JSON.stringify({ what: 'quickjs-emscripten, fresh runtime, trivial call',
  us: rounds[Math.floor(ROUNDS / 2)] }));
