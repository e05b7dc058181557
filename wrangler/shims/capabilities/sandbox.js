import { HostFailure, failure } from '../failure.js';
import { bindingFailure } from '../destination.js';

/** @import { Host, SandboxJob } from '../types' */

/** `skerry:host/sandbox`. A run on Workers cannot be stopped halfway; its limits bound it. */
export const sandbox = (/** @type {Host} */ host) => ({
  run: (
    /** @type {bigint} */ op, /** @type {SandboxJob['language']} */ language,
    /** @type {string} */ program, /** @type {string} */ args,
    /** @type {SandboxJob['limits']} */ limits) =>
    host.start(op, async () => {
      const binding = host.wiring.sandbox;
      if (!binding) throw failure('unavailable', 'no sandbox is bound');
      const outcome = await binding.run({ language, program, arguments: args, limits }).catch(
        (/** @type {unknown} */ error) => { throw bindingFailure(error); });
      if (outcome.tag === 'ok') return outcome.val;
      throw new HostFailure(outcome.val.tag, outcome.val.val);
    }, (events, outcome) => events.sandboxEvents.onReport(op, outcome)),
  cancel: (/** @type {bigint} */ op) => host.cancel(op),
});
