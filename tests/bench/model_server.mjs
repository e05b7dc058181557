// A model with nothing to think about: speaks Chat Completions, streamed, and after a stated time
// gives the same answer to everybody: a function with examples, or a type where one is asked for.
//
//   model_server.mjs LATENCY_MS
//
// Prints where it listens. GET /stats: requests answered, and tokens in and out since the start,
// reckoned as four characters each.
import { createServer } from 'node:http';

const LATENCY_MS = Number(process.argv[2]);
const CHARACTERS_PER_TOKEN = 4;

const CODE = JSON.stringify({
  source: `export default function weave(left: string, right: string): string {
  let woven = '';
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    woven += (left[i] ?? '') + (right[i] ?? '');
  }
  return woven;
}`,
  name: 'weave',
  parameters: ['left', 'right'],
  examples: [
    { args: { left: 'ab', right: 'cd' }, result: 'acbd' },
    { args: { left: '', right: 'x' }, result: 'x' },
    { args: { left: 'abc', right: '' }, result: 'abc' },
  ],
});
const TYPE = JSON.stringify({ type: 'code', confidence: 0.97, reasoning: 'Names a computation.',
  alternatives: [{ type: 'object', confidence: 0.03 }] });
const stats = { requests: 0, inputTokens: 0, outputTokens: 0 };
const tokens = (text) => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

function complete(body, response) {
  // The schema of the answer has it.
  const answer = body.includes('"confidence"') ? TYPE : CODE;
  const usage = { prompt_tokens: tokens(body), completion_tokens: tokens(answer) };
  stats.requests += 1;
  stats.inputTokens += usage.prompt_tokens;
  stats.outputTokens += usage.completion_tokens;
  const event = (fields) => `data: ${JSON.stringify({ id: 'chatcmpl-bench',
    object: 'chat.completion.chunk', model: 'bench', ...fields })}\n\n`;
  const choice = (delta, reason = null) => event({
    choices: [{ index: 0, delta, finish_reason: reason }] });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(`${choice({ role: 'assistant', content: answer })}${choice({}, 'stop')}${
    event({ choices: [], usage: { ...usage,
      total_tokens: usage.prompt_tokens + usage.completion_tokens } })}data: [DONE]\n\n`);
}

const server = createServer((request, response) => {
  if (request.url === '/stats') {
    response.end(JSON.stringify(stats));
    return;
  }
  let body = '';
  request.setEncoding('utf8').on('data', (piece) => { body += piece; });
  request.on('end', () => {
    // A timer takes a millisecond at least.
    if (LATENCY_MS > 0) setTimeout(complete, LATENCY_MS, body, response);
    else complete(body, response);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`on http://127.0.0.1:${server.address().port}`);
});
