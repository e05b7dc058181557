/** Both halves of the twin in one Worker. */
import { admit, TwinFn } from './twin_logic.mjs';

let fn;

export default {
  async fetch(request, env) {
    fn ??= new TwinFn(env.STABLE);
    const header = (name) => request.headers.get(name) ?? undefined;
    const path = new URL(request.url).pathname;
    const { refusal, principal, own } = admit(request.method, path, header);
    const { status, type, body } = refusal ?? fn.answer(request.method, path, header, principal,
      new Uint8Array(await request.arrayBuffer()));
    return new Response(body, { status, headers: { ...own, 'content-type': type } });
  },
};
