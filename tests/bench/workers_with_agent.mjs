/**
 * The product's Workers on workerd, and beside them a stand-in for the Agent service's, which makes
 * a session at once and lets it run for ever. What is left of an agentic call is Fn's own time.
 * Prints where it listens.
 */
import { migrate, workerOptions } from '../../wrangler/tools/bundled.js';
import { listening, serve } from './workers_server.mjs';

const AGENT = `
  let made = 0;
  export default { async fetch(request) {
    const { pathname } = new URL(request.url);
    if (request.method === 'POST' && pathname === '/agents') {
      made += 1;
      const sessionId = 'agt_' + String(made).padStart(26, '0');
      return Response.json({ success: true, sessionId, statusUrl: '/agents/' + sessionId,
        webSocketUrl: '/agents/' + sessionId + '/ws' }, { status: 201 });
    }
    return Response.json({ success: true, state: { status: 'running' } });
  } }`;

const settings = { SKERRY_AUTHENTICATION: 'open-on-loopback', SKERRY_HOSTS: '',
  AI_PROVIDERS: 'local' };
const [gateway, fn, sandbox] = ['gateway', 'fn', 'sandbox'].map((name) =>
  workerOptions(name, settings));
const workers = [
  { ...gateway, ...listening },
  { ...fn, serviceBindings: { ...fn.serviceBindings, AGENT: 'agent' } },
  sandbox,
  { name: 'agent', modules: true, compatibilityDate: '2026-11-17', script: AGENT }];
await serve(workers, gateway.name, 'workers', async (miniflare) =>
  migrate(await miniflare.getD1Database('DATABASE', gateway.name)));
