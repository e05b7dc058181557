/**
 * Whether GET /openapi.json says what the server does: openapi.mjs <native|workers>
 *
 * The document must be valid OpenAPI; its examples must work; for values at and just beyond every
 * limit that it states the server must judge as the document does; every answer and every webhook
 * must be one that it describes, to the last member; and there must be no method that it leaves out.
 */
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import { Checks } from '../checks.mjs';
import { Host } from '../conformance/hosts.mjs';
import { checkAnswers } from './openapi_answers.mjs';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const CONTENT_CODES = new Set(['invalid_arguments', 'unknown_field']);
const GOOD_URL = 'https://example.com/';

const kind = process.argv[2];
// The receiver of the tests' webhooks is on this machine.
const host = new Host(kind, 'product', { environment: { SKERRY_FETCH_PRIVATE_ADDRESSES: 'allow' } });
const checks = new Checks();
const check = (good, what) => checks.so(good, what);

/** Schemas of answers, closed: a member that is not described is a fault of the description. */
function closed(document) {
  const copy = structuredClone(document);
  const close = (schema) => {
    if (schema === null || typeof schema !== 'object') return;
    if (schema.type === 'object' && schema.properties) schema.additionalProperties ??= false;
    for (const child of Object.values(schema)) close(child);
  };
  for (const [name, schema] of Object.entries(copy.components.schemas)) {
    // Kinds of problems have members of their own (RFC 9457, 3.2).
    if (name !== 'Problem') close(schema);
  }
  return copy;
}

class Description {
  #ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  #compiled = new Map();

  constructor(document) {
    this.document = document;
    this.#ajv.addSchema(closed(document), 'document');
  }

  operation(path, method) {
    return this.document.paths[path]?.[method];
  }

  /** What is wrong with a value at this place of the document, as text; empty when nothing is. */
  faults(place, value) {
    const pointer = place.map((part) => encodeURIComponent(
      String(part).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    if (!this.#compiled.has(pointer)) {
      this.#compiled.set(pointer, this.#ajv.compile({ $ref: `document#/${pointer}` }));
    }
    const validate = this.#compiled.get(pointer);
    return validate(value) ? '' : this.#ajv.errorsText(validate.errors);
  }

  /** What is wrong with an answer. */
  answerFaults(path, method, { status, type, body }) {
    const { responses } = this.operation(path, method);
    const key = status in responses ? status : 'default';
    const described = responses[key];
    if (!described) return `status ${status} is not described`;
    const media = type.split(';')[0];
    if (!described.content && body === null) return '';
    if (!described.content?.[media]) return `${media} with ${status} is not described`;
    return this.faults(
      ['paths', path, method, 'responses', key, 'content', media, 'schema'], body);
  }
}

/** Sends a body as JSON, or the fields of a form as what they are. */
async function send(path, method, body, headers = {}) {
  const isForm = body instanceof URLSearchParams;
  const isJson = body !== undefined && !isForm;
  const response = await fetch(host.url + path, { method: method.toUpperCase(), redirect: 'manual',
    headers: { ...(isJson && { 'content-type': 'application/json' }), ...headers },
    body: isJson ? JSON.stringify(body) : body });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const content = text === '' ? null : /json/.test(type) ? JSON.parse(text) : text;
  return { status: response.status, type, requestId: response.headers.get('x-request-id'),
    body: content };
}

const nested = (depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** Values at the edges of a schema, good and bad ones alike. */
function* edges(schema) {
  yield* [null, 7, true, 'nonsense', [], {}, '', ' ', 'a\u0007b', 'a\u0085b', '\u3000', 1.5, -1, 1e300];
  yield* schema.enum ?? [];
  if (schema.minimum !== undefined) yield* [schema.minimum, schema.minimum - 1];
  if (schema.maximum !== undefined) yield* [schema.maximum, schema.maximum + 1];
  if (schema.maxLength && schema.format === 'uri') {
    yield* [0, 1].map((more) => GOOD_URL.padEnd(schema.maxLength + more, 'x'));
    yield* [GOOD_URL, 'HTTP://a', 'https://u:p@example.com/', 'ftp://example.com/', '/x', 'https://'];
  } else if (schema.maxLength) {
    yield* [0, 1].map((more) => '\u{1f600}'.repeat(schema.maxLength + more));
  }
}

/** Values whose limits JSON Schema has no words for, and whether they are within. */
function* unspeakable(schema) {
  if (schema['x-bytesMax']) {
    for (const more of [0, 1]) {
      const empty = schema.type?.includes('object') ? { title: '' } : '';
      const filler = 'x'.repeat(schema['x-bytesMax'] + more - JSON.stringify(empty).length);
      yield [typeof empty === 'string' ? filler : { title: filler }, more === 0];
    }
  }
  if (schema['x-depthMax']) {
    yield [nested(schema['x-depthMax']), true];
    yield [nested(schema['x-depthMax'] + 1), false];
  }
}

/** Every field of a request, with a way to make a body that has a value in it. */
function* fields(schema, wrap = (value) => value, pointer = '') {
  for (const [name, field] of Object.entries(schema.properties)) {
    const put = (value) => wrap({ [name]: value });
    yield { field, put, pointer: `${pointer}/${name}` };
    if (field.properties) yield* fields(field, put, `${pointer}/${name}`);
  }
  yield { field: {}, put: (value) => wrap({ undescribed: value }), pointer: `${pointer}/undescribed` };
}

/** Whether the server found fault with the content at a place. */
const complains = ({ status, body }, pointer) => status === 422 && CONTENT_CODES.has(body.code) &&
  body.errors.some((error) => error.pointer === pointer);

async function checkRequests(description, path) {
  const place = ['paths', path, 'post', 'requestBody', 'content', 'application/json', 'schema'];
  const { schema: { $ref }, examples } =
    description.operation(path, 'post').requestBody.content['application/json'];
  const schema = description.document.components.schemas[$ref.split('/').at(-1)];
  for (const [name, { value }] of Object.entries(examples)) {
    const answer = await send(path, 'post', value);
    check(answer.status === 200 && description.faults(place, value) === '' &&
      description.answerFaults(path, 'post', answer) === '',
    `${path}: example ${name}: ${JSON.stringify(answer.body).slice(0, 300)}`);
  }
  const judge = async (body, pointer, good, value) => {
    const answer = await send(path, 'post', body);
    const what = `${path} with ${pointer} = ${JSON.stringify(value)?.slice(0, 60)}`;
    check(complains(answer, pointer) === !good,
      `${what}: described as ${good ? 'good' : 'bad'}, answered ${JSON.stringify(answer.body).slice(0, 300)}`);
    const faults = description.answerFaults(path, 'post', answer);
    check(faults === '', `${what}: ${faults}`);
  };
  for (const { field, put, pointer } of fields(schema)) {
    const whole = (value) => ({ description: 'Sort array of numbers', ...put(value) });
    for (const value of edges(field)) {
      // What is no schema at all has a problem of its own.
      if (pointer === '/schema') continue;
      await judge(whole(value), pointer, description.faults(place, whole(value)) === '', value);
    }
    for (const [value, good] of unspeakable(field)) await judge(whole(value), pointer, good, value);
  }
  for (const name of schema.required) await judge({}, `/${name}`, false, undefined);
}

async function checkPaths(description) {
  for (const [path, item] of Object.entries(description.document.paths)) {
    const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(
      Object.values(item)[0].parameters.find((parameter) => parameter.name === name).example));
    for (const method of METHODS) {
      const answer = await send(url, method, method === 'get' ? undefined : {});
      check(typeof answer.requestId === 'string', `${method} ${path}: no request id`);
      if (!item[method]) {
        check([404, 405].includes(answer.status), `${method} ${path} is not described`);
        continue;
      }
      const faults = description.answerFaults(path, method, answer);
      // Nothing has the example's id; a route that is not there says so in another way.
      const missing = answer.status === 405 || answer.body?.code === 'not_found';
      check(faults === '' && !missing, `${method} ${path}: ${answer.status} ${faults}`);
    }
  }
  const unknown = await send('/problems/none', 'get');
  check(description.answerFaults('/problems/{code}', 'get', unknown) === '', 'an unknown problem');
  for (const hidden of ['/fn/ready', '/fn/openapi.json', '/openapi', '/internal/run']) {
    check((await send(hidden, 'get')).status === 404, `${hidden} is not described`);
  }
}

await checks.on(host, async () => {
  const { status, body } = await send('/openapi.json', 'get');
  check(status === 200 && body.openapi === '3.1.0', 'GET /openapi.json');
  const { valid, errors } = await new Validator().validate(structuredClone(body));
  check(valid, `no valid OpenAPI: ${JSON.stringify(errors)?.slice(0, 500)}`);
  const broken = structuredClone(body);
  delete broken.info.title;
  check(!(await new Validator().validate(broken)).valid, 'a broken document was found valid');

  const description = new Description(body);
  await checkPaths(description);
  await checkRequests(description, '/fn');
  await checkRequests(description, '/fn/classify');
  await checkAnswers({ description, send, check });
  check(description.answerFaults('/fn', 'post', { status: 200, type: 'application/json',
    body: { success: true } }) !== '', 'an answer without its members was found good');
});
checks.close();
