/**
 * Workers AI as a service that modules fetch from: a POST of `{"model", "inputs"}` is the binding's
 * `run`, and its answer goes back as it came, streamed or not, refusals included.
 *
 * @param {{ run: (model: string, inputs: any, options: object) => Promise<any> }} binding
 */
export const workersAi = (binding) => ({
  fetch: async (/** @type {any} */ request) => {
    const { model, inputs } = await request.json();
    return binding.run(model, inputs, { returnRawResponse: true, signal: request.signal });
  },
});
