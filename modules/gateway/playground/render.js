/** Turns answers into elements. What anybody wrote becomes text, never markup. */

/**
 * @param {string} name @param {Record<string, string>} attributes
 * @param {...(Node | string | number | null | undefined)} children what is null is left out
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  for (const child of children) {
    if (child !== null && child !== undefined) {
      made.append(typeof child === 'number' ? String(child) : child);
    }
  }
  return made;
}

/** @param {unknown} value */
export const jsonText = (value) => JSON.stringify(value, null, 2) ?? '';

/** Short lists on one line. @param {unknown} value */
function resultText(value) {
  const line = JSON.stringify(value) ?? '';
  return line.length <= 80 ? line : jsonText(value);
}

/** @param {number} confidence */
export const percent = (confidence) =>
  `${(confidence * 100).toLocaleString('en', { maximumFractionDigits: 1 })} %`;

/** @param {string} title @param {...(Node | null)} children */
const part = (title, ...children) => element('div', {}, element('h3', {}, title), ...children);

/** @param {string} text */
const pre = (text) => element('pre', { tabindex: '0' }, text);

/** @param {[string, string | Node][]} rows */
function facts(rows) {
  return element('table', {}, element('tbody', {}, ...rows.map(([name, value]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)))));
}

/** A link, only when it leads to this very server's pages. @param {unknown} url @param {string} text */
export function localLink(url, text) {
  if (typeof url !== 'string' || !URL.canParse(url, location.href)) return null;
  const target = new URL(url, location.href);
  return target.origin === location.origin ? element('a', { href: target.href }, text) : null;
}

/** @param {any} classification @returns {HTMLElement} */
function classificationPart(classification) {
  const { type, confidence, reasoning, tier, alternatives = [] } = classification;
  const row = (/** @type {any} */ one) => element('tr', {},
    element('th', { scope: 'row' }, String(one.type)),
    element('td', {}, element('meter', { min: '0', max: '1', value: String(one.confidence),
      'aria-label': `confidence in ${one.type}` })),
    element('td', {}, percent(one.confidence)));
  return part('Type',
    element('p', {}, element('strong', { id: 'answer-type' }, String(type)),
      `, ${percent(confidence)} sure (decided by: ${tier}). ${reasoning}`),
    element('table', {}, element('tbody', {}, ...[{ type, confidence }, ...alternatives].map(row))));
}

/** @param {any} code @returns {HTMLElement} */
function codePart({ title, functionId, language, source, origin, tests, console: output }) {
  const lines = Array.isArray(output?.lines) ? output.lines : [];
  return element('div', {},
    part('Code',
      element('p', {}, [title, origin, tests !== undefined ? `passes ${tests} tests` : null, functionId]
        .filter(Boolean).join(' · ')),
      element('pre', { tabindex: '0', id: 'answer-source', 'data-language': String(language) }, String(source))),
    lines.length > 0 || output?.dropped ? part('Console', pre(
      lines.map((/** @type {any} */ line) => typeof line === 'string' ? line : jsonText(line)).join('\n') +
      (output.dropped ? `\n… and ${output.dropped} more lines` : ''))) : null);
}

/** @param {any} answer of a call, or a job @returns {HTMLElement} */
export function answerView(answer) {
  const { classification, code, timings = {}, attempts = [] } = answer;
  const times = Object.entries(timings).map(([name, ms]) => /** @type {[string, string]} */ (
    [name.replace(/Ms$/, ''), `${ms} ms`]));
  const hasResult = Object.hasOwn(answer, 'result');
  return element('div', {},
    hasResult ? part('Result', element('pre', { tabindex: '0', id: 'answer-result' },
      resultText(answer.result))) : null,
    answer.jobId ? part('Job', element('p', {}, [answer.jobId, answer.status, answer.taskId]
      .filter(Boolean).join(' · '), ' ', localLink(answer.taskUrl, 'Open the task'))) : null,
    answer.object ? part('Made up', element('p', {},
      `A ${answer.object.origin}, by ${answer.object.provider}.`)) : null,
    answer.schema ? part('Inferred schema', pre(jsonText(answer.schema))) : null,
    classification ? classificationPart(classification) : null,
    code ? codePart(code) : null,
    times.length > 0 ? part('Timings', facts([...times, ...(answer.cached === undefined ? []
      : [/** @type {[string, string]} */ (['kept result', answer.cached ? 'yes' : 'no'])])])) : null,
    attempts.length > 0 ? part('Attempts', pre(attempts.map(JSON.stringify).join('\n'))) : null);
}

/** @param {any} problem @returns {HTMLElement} why a call was refused */
export function problemView(problem) {
  const { type, title, status, code, detail, requestId, errors = [], remedy, nearest = [], ...rest } =
    problem;
  const list = (/** @type {any[]} */ items, /** @type {(item: any) => string} */ text) =>
    items.length === 0 ? null : element('ul', {}, ...items.map((item) => element('li', {}, text(item))));
  const { classification, ...more } = rest;
  return element('div', {},
    element('p', {}, element('strong', {}, `${title}. `), detail ?? ''),
    list(errors, ({ pointer, detail: fault }) => `${pointer || 'the whole request'}: ${fault}`),
    nearest.length === 0 ? null : part('Nearest functions',
      list(nearest, (one) => String(one.title ?? jsonText(one)))),
    remedy ? part('What helps', element('p', {}, remedy)) : null,
    classification ? classificationPart(classification) : null,
    Object.keys(more).length === 0 ? null : part('More', pre(jsonText(more))),
    element('p', { class: 'hint' }, `${status} ${code} · ${requestId ?? 'no request id'}`));
}

/**
 * A table of a list's items.
 *
 * @param {any[]} items @param {string[]} columns names of members; those that no item has are left out
 * @param {(item: any) => Node[]} actions
 */
export function itemsView(items, columns, actions) {
  if (items.length === 0) return element('p', {}, 'None.');
  const present = columns.filter((name) => items.some((item) => name in item));
  const head = (/** @type {string} */ name) =>
    element('th', { scope: 'col' }, name.replace(/([A-Z])/g, ' $1').toLowerCase());
  const cell = (/** @type {unknown} */ value) => element('td', {},
    typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));
  return element('table', {},
    element('thead', {}, element('tr', {}, ...present.map(head), head('actions'))),
    element('tbody', {}, ...items.map((item) => element('tr', {},
      ...present.map((name) => cell(item[name])), element('td', {}, ...actions(item))))));
}
