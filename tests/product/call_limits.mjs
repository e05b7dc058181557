/**
 * The limits of a call as an operator sets them: lowered and raised, told by OpenAPI, and kept by
 * every door.
 *
 *     node tests/product/call_limits.mjs native|workers
 */
import { Checks } from '../checks.mjs';
import { Host } from '../conformance/hosts.mjs';

const environment = {
  SKERRY_DESCRIPTION_CHARACTERS_MAX: '22',
  SKERRY_CONTEXT_CHARACTERS_MAX: '9000',
  SKERRY_ARGS_BYTES_MAX: '400000',
  SKERRY_SCHEMA_BYTES_MAX: '20',
  SKERRY_CALL_TIMEOUT_MS: '60000',
  SKERRY_BATCH_CALLS_MAX: '3',
};
const host = new Host(process.argv[2], 'product', { environment });
const checks = new Checks();
const description = 'Sort array of numbers';

async function post(path, json) {
  const answer = await fetch(host.url + path, { method: 'POST',
    headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) });
  const { code, errors, result, items } = await answer.json();
  return { status: answer.status, code, result, items, places: errors?.map(({ pointer }) => pointer) };
}

const call = (members) => post('/fn', { description, args: [2, 1], ...members });

/** One text of the arguments' limit, more than a call may have where nothing is set. */
const large = { texts: ['x'.repeat(390_000)] };

const cases = {
  'what is within the limits is done': async () => {
    checks.equal('sorted', (await call({})).result, [1, 2]);
  },
  'lowered limits refuse': async () => {
    const refused = [['/description', { description: `${description} now` }],
      ['/schema', { schema: { type: 'array', items: {} } }],
      ['/options/timeoutMs', { type: 'code', options: { timeoutMs: 60_001 } }]];
    for (const [place, members] of refused) {
      const { status, code, places } = await call(members);
      checks.equal(place, [status, code, places], [422, 'invalid_arguments', [place]]);
    }
    const { status, code } = await post('/fn/batch', { calls: Array(4).fill({ description }) });
    checks.equal('batch', [status, code], [422, 'batch_too_large']);
  },
  'raised limits let through': async () => {
    checks.equal('context', (await call({ context: ' '.repeat(9_000) })).result, [1, 2]);
    checks.equal('timeoutMs', (await call({ options: { timeoutMs: 60_000 } })).result, [1, 2]);
    checks.equal('args', (await call({ description: 'Count elements', args: large.texts })).status,
      200);
    const { items } = await post('/fn/batch', { calls: Array(3).fill({ description, args: [2, 1] }) });
    checks.equal('batch', items.map(({ result }) => result), Array(3).fill([1, 2]));
  },
  'a function that is named has the same limits': async () => {
    const { items: [{ code: { functionId } }] } = await post('/fn/batch',
      { calls: [{ description, args: [2, 1] }] });
    const invoke = (body) => post(`/fn/functions/${functionId}/invoke`, body);
    checks.equal('schema', (await invoke({ schema: { type: 'array', items: {} } })).places, ['/schema']);
    checks.equal('timeoutMs', (await invoke({ args: [2, 1], options: { timeoutMs: 60_000 } })).result,
      [1, 2]);
  },
  'OpenAPI tells them': async () => {
    const { components: { schemas } } = await (await fetch(`${host.url}/openapi.json`)).json();
    const { description: text, context, args, schema } = schemas.Call.properties;
    checks.equal('of a call', [text.maxLength, context.maxLength, args['x-bytesMax'],
      schema['x-bytesMax']], [22, 9_000, 400_000, 20]);
    checks.equal('of a batch', schemas.Batch.properties.calls.maxItems, 3);
    checks.equal('of an invocation',
      schemas.Invocation.properties.options.properties.timeoutMs.maximum, 60_000);
  },
};

await checks.on(host, () => checks.cases(cases));
checks.close();
