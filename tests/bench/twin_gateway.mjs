/** The gateway's half of the twin as a Worker. */
import { admit } from './twin_logic.mjs';

export default {
  async fetch(request, env) {
    const header = (name) => request.headers.get(name) ?? undefined;
    const { refusal, principal, own } =
      admit(request.method, new URL(request.url).pathname, header);
    if (refusal) {
      return new Response(refusal.body, { status: refusal.status,
        headers: { ...own, 'content-type': refusal.type } });
    }
    const headers = new Headers(request.headers);
    headers.set('x-principal', principal);
    const answer = await env.FN.fetch(request.url,
      { method: request.method, headers, body: request.body });
    const response = new Response(answer.body, answer);
    for (const [name, value] of Object.entries(own)) response.headers.set(name, value);
    return response;
  },
};
