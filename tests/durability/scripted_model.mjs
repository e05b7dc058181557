/**
 * A model that says what a test has scripted, over the API of Chat Completions, and counts who asks
 * it: what a request is about stands in brackets in its messages, `[name]`.
 */
import { createServer } from 'node:http';

const nameIn = /\[([\w.-]+)\]/;

const event = (data) => `data: ${data}\n\n`;

export class ScriptedModel {
  /** What became of each request: `{ name, atMs, status, closedMs? }`, in order. */
  asked = [];
  #scripts = new Map();
  #server = createServer((request, response) => this.#take(request, response));

  async start() {
    await new Promise((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Settings that make this the only model; it has as many names as breakers must not be shared. */
  environment(models = ['scripted']) {
    return { OPENAI_BASE_URL: `http://127.0.0.1:${this.#server.address().port}/v1`,
      OPENAI_API_KEY: 'scripted-key-0123', AI_PROVIDERS: 'local,compatible',
      DEFAULT_MODEL: models[0], AI_MODELS: models.slice(1).join(',') };
  }

  /**
   * What is said to requests with this name, one after another, the last again and again: a value,
   * as JSON; a status, `{ status }`; nothing, `'silence'`; the beginning of an answer, `'stall'`.
   */
  script(name, ...answers) { this.#scripts.set(name, answers); }

  #take(request, response) {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    // Whoever was killed while asking has not asked.
    request.on('error', () => {});
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      const name = nameIn.exec(JSON.stringify(body.messages))?.[1] ?? '';
      const script = this.#scripts.get(name) ?? [{ status: 404 }];
      const said = script.length > 1 ? script.shift() : script[0];
      const asked = { name, atMs: performance.now(), status: said?.status ?? 200 };
      this.asked.push(asked);
      response.on('close', () => { asked.closedMs = performance.now(); });
      if (said === 'silence') return;
      if (said?.status) {
        response.writeHead(said.status, { 'content-type': 'application/json' })
          .end(JSON.stringify({ error: { message: 'scripted', type: 'scripted' } }));
      } else if (body.stream) this.#stream(body.model, said, response);
      else this.#answer(body.model, said, response);
    });
  }

  #answer(model, said, response) {
    if (said === 'stall') return;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'chatcmpl-scripted', object: 'chat.completion', model,
      choices: [{ index: 0, finish_reason: 'stop',
        message: { role: 'assistant', content: JSON.stringify(said) } }],
      usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 } }));
  }

  #stream(model, said, response) {
    const chunk = (fields) => event(JSON.stringify({ id: 'chatcmpl-scripted',
      object: 'chat.completion.chunk', model, ...fields }));
    const piece = (delta, reason = null) =>
      chunk({ choices: [{ index: 0, delta, finish_reason: reason }] });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (said === 'stall') return response.write(piece({ role: 'assistant', content: '{' }));
    return response.end(piece({ role: 'assistant', content: JSON.stringify(said) }) +
      piece({}, 'stop') + chunk({ choices: [],
        usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 } }) + event('[DONE]'));
  }
}
