/** fn's half of the twin as a Worker. */
import { TwinFn } from './twin_logic.mjs';

let fn;

export default {
  async fetch(request, env) {
    fn ??= new TwinFn(env.STABLE);
    const header = (name) => request.headers.get(name) ?? undefined;
    const { status, type, body } = fn.answer(request.method, new URL(request.url).pathname, header,
      header('x-principal'), new Uint8Array(await request.arrayBuffer()));
    return new Response(body, { status, headers: { 'content-type': type } });
  },
};
