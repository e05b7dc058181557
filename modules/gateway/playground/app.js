/** Ties the page's form to the classifier here and to the server. */
import { loadClassifier } from './classifier.js';
import { ENDED, showJobs, showTasks } from './lists.js';
import { answerView, element, percent, problemView } from './render.js';
import { ask, setKey } from './server.js';

const KEY_PLACE = 'skerry-key';
const SPEAK_AFTER_MS = 700;
/** Between two looks at a job, which grow longer up to the last. */
const LOOK_MS_MIN = 250;
const LOOK_MS_MAX = 5_000;
const EXAMPLES = [
  ['Sort array of numbers', '{ "numbers": [3, 1, 4, 1, 5] }'],
  ['Calculate factorial', '{ "n": 20 }'],
  ['Make three invoices with due dates', ''],
  ['Review code for security', ''],
  ['Build a blog application', ''],
];

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return /** @type {T} */ (found);
};
const form = /** @type {HTMLFormElement} */ (byId('call'));
const description = /** @type {HTMLTextAreaElement} */ (byId('description'));
const args = /** @type {HTMLTextAreaElement} */ (byId('args'));
const context = /** @type {HTMLTextAreaElement} */ (byId('context'));
const schema = /** @type {HTMLTextAreaElement} */ (byId('schema'));
const type = /** @type {HTMLSelectElement} */ (byId('type'));
const mode = /** @type {HTMLSelectElement} */ (byId('mode'));
const cache = /** @type {HTMLInputElement} */ (byId('cache'));
const key = /** @type {HTMLInputElement} */ (byId('key'));
const keepKey = /** @type {HTMLInputElement} */ (byId('keep-key'));
const run = /** @type {HTMLButtonElement} */ (byId('run'));
const stop = /** @type {HTMLButtonElement} */ (byId('stop'));
const status = byId('status');
const answer = byId('answer');

/** @type {((call: import('./classifier.js').CallText) => import('./classifier.js').Guess) | undefined} */
let classify;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let speaking;
/** @type {AbortController | undefined} */
let running;
/** The job whose end is shown when it comes; a further call takes its place. */
let watched = '';

/** What is wrong with a field's JSON, shown beside it; empty text is fine. */
function faultOf(/** @type {HTMLTextAreaElement} */ field) {
  let fault = '';
  if (field.value.trim() !== '') {
    try {
      JSON.parse(field.value);
    } catch (error) {
      fault = `Not JSON: ${error instanceof Error ? error.message : error}`;
    }
  }
  byId(`${field.id}-error`).textContent = fault;
  if (fault === '') field.removeAttribute('aria-invalid');
  else field.setAttribute('aria-invalid', 'true');
  return fault;
}

/** A field's JSON text when there is any and it is right. */
const jsonIn = (/** @type {HTMLTextAreaElement} */ field) =>
  faultOf(field) === '' ? field.value.trim() : '';

/** Says what kind of work is being described, without asking anybody. */
function guess() {
  const call = { description: description.value, context: context.value, args: jsonIn(args),
    schema: jsonIn(schema) };
  const shown = byId('guess');
  clearTimeout(speaking);
  if (call.description.trim() === '') {
    shown.replaceChildren('Type a sentence to see what kind of work it is.');
  } else if (classify) {
    const verdict = classify(call);
    shown.replaceChildren(element('strong', { id: 'guess-type' }, verdict.type),
      `, ${percent(verdict.confidence)} sure. ${verdict.reasoning}`);
    // Whoever listens is told once they pause, not at every letter.
    speaking = setTimeout(() => {
      byId('guess-spoken').textContent = `Looks like ${verdict.type}`;
    }, SPEAK_AFTER_MS);
  }
}

/** The call as JSON text. What was typed as JSON goes as it was typed. */
function callText() {
  const options = { ...(mode.value && { mode: mode.value }), ...(!cache.checked && { cache: false }) };
  const members = [`"description":${JSON.stringify(description.value)}`];
  if (jsonIn(args)) members.push(`"args":${jsonIn(args)}`);
  if (jsonIn(schema)) members.push(`"schema":${jsonIn(schema)}`);
  if (context.value.trim()) members.push(`"context":${JSON.stringify(context.value)}`);
  if (type.value) members.push(`"type":${JSON.stringify(type.value)}`);
  if (Object.keys(options).length > 0) members.push(`"options":${JSON.stringify(options)}`);
  return `{${members.join()}}`;
}

/** @param {string} text @param {boolean} bad */
function say(text, bad = false) {
  status.textContent = text;
  status.classList.toggle('bad', bad);
}

/** @param {import('./server.js').Answer} got @param {number} tookMs */
function show(got, tookMs) {
  const took = `${tookMs.toFixed(0)} ms from here`;
  if (got.body === null) return say(`Something that is not Skerry answered ${got.status}.`, true);
  if (!got.ok) {
    say(`Refused: ${got.status} ${got.body.code ?? ''}`, true);
    answer.replaceChildren(problemView(got.body));
    if (got.status === 401) byId('key').closest('details')?.setAttribute('open', '');
    return;
  }
  say(`${got.body.status === 'succeeded' ? 'Succeeded' : `Accepted: ${got.body.status}`}, ${took}.`);
  answer.replaceChildren(answerView(got.body));
  if (got.body.jobId) void watch(String(got.body.jobId));
  if (got.body.taskId) void showTasks();
}

/** Looks at a job until it has ended, then shows how. */
async function watch(/** @type {string} */ jobId) {
  watched = jobId;
  void showJobs();
  for (let pauseMs = LOOK_MS_MIN; ; pauseMs = Math.min(LOOK_MS_MAX, pauseMs * 1.5)) {
    await new Promise((resolve) => { setTimeout(resolve, pauseMs); });
    if (watched !== jobId) return;
    const got = await ask(`/fn/jobs/${encodeURIComponent(jobId)}`).catch(() => null);
    if (watched !== jobId) return;
    if (got && !got.ok) return;
    if (!got || !ENDED.has(got.body?.status)) continue;
    say(`The job has ended: ${got.body.status}.`, got.body.status !== 'succeeded');
    answer.replaceChildren(answerView(got.body), got.body.error ? problemView(got.body.error) : '');
    void showJobs();
    void showTasks();
    return;
  }
}

async function send() {
  const fault = [args, schema].find((field) => faultOf(field) !== '');
  if (fault) return fault.focus();
  if (!description.reportValidity() || running) return;
  running = new AbortController();
  watched = '';
  run.disabled = true;
  stop.hidden = false;
  answer.replaceChildren();
  say('Running …');
  const began = performance.now();
  try {
    show(await ask('/fn', { method: 'POST', body: callText(), signal: running.signal }),
      performance.now() - began);
  } catch {
    say(running.signal.aborted ? 'Stopped.' : 'No answer came: is the server running?', true);
  } finally {
    running = undefined;
    run.disabled = false;
    stop.hidden = true;
  }
}

function useKey() {
  setKey(key.value.trim());
  if (keepKey.checked && key.value.trim() !== '') sessionStorage.setItem(KEY_PLACE, key.value.trim());
  else sessionStorage.removeItem(KEY_PLACE);
  byId('key-hint').textContent = keepKey.checked ? 'Kept until this tab is closed.'
    : 'Kept in this page\'s memory alone.';
}

for (const [sentence, data] of EXAMPLES) {
  const button = element('button', { type: 'button' }, sentence);
  button.addEventListener('click', () => {
    description.value = sentence;
    args.value = data;
    guess();
    run.focus();
  });
  byId('examples').append(button);
}
for (const field of [description, args, context, schema]) field.addEventListener('input', guess);
for (const field of [key, keepKey]) field.addEventListener('input', useKey);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void send();
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void send();
  }
});
stop.addEventListener('click', () => running?.abort());
byId('refresh-jobs').addEventListener('click', () => void showJobs());
byId('refresh-tasks').addEventListener('click', () => void showTasks());

key.value = sessionStorage.getItem(KEY_PLACE) ?? '';
keepKey.checked = key.value !== '';
useKey();
guess();
void showJobs();
void showTasks();
try {
  classify = await loadClassifier(fetch('/playground/classifier.wasm'));
  guess();
} catch {
  byId('guess').textContent = 'The classifier could not be loaded; the server still decides.';
}
