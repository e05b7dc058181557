/** `skerry:host/clock`. Workers stop both clocks while code runs. */
export const clock = () => ({
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
});
