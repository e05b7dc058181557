/** The lists of jobs and of tasks. */
import { element, itemsView, jsonText, localLink } from './render.js';
import { ask } from './server.js';

/** States that a job does not leave. */
export const ENDED = new Set(['succeeded', 'failed', 'cancelled', 'expired']);

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} label @param {() => Promise<unknown>} act */
function button(label, act) {
  const made = /** @type {HTMLButtonElement} */ (
    element('button', { type: 'button', class: 'plain' }, label));
  made.addEventListener('click', async () => {
    made.disabled = true;
    try {
      await act();
    } finally {
      made.disabled = false;
    }
  });
  return made;
}

/**
 * Fetches a list and shows it, or why there is none.
 *
 * @param {string} name @param {string} path @param {string[]} columns
 * @param {(item: any) => Node[]} actions
 */
async function show(name, path, columns, actions) {
  const status = byId(`${name}-status`);
  status.textContent = 'Loading …';
  try {
    const { ok, status: code, body } = await ask(path);
    if (ok && Array.isArray(body?.items)) {
      status.textContent = `${body.items.length}${body.nextCursor ? ' newest' : ''} shown.`;
      byId(name).replaceChildren(itemsView(body.items, columns, actions));
      return;
    }
    byId(name).replaceChildren();
    status.textContent = code === 404 || code === 501 ? `This server has no ${name} yet.`
      : code === 401 ? 'The server asks for an API key.' : body?.detail ?? `The server answered ${code}.`;
  } catch {
    status.textContent = 'No answer came.';
  }
}

/** @param {string} name @param {string} path */
async function showOne(name, path) {
  const { body } = await ask(path).catch(() => ({ body: null }));
  const link = localLink(body?.taskUrl, 'Open the task\'s page');
  byId(name).append(element('pre', { tabindex: '0' }, jsonText(body)), link ?? '');
}

export function showJobs() {
  return show('jobs', '/fn/jobs?limit=20', ['jobId', 'description', 'type', 'status', 'createdAt'], (job) => {
    const path = `/fn/jobs/${encodeURIComponent(job.jobId)}`;
    const cancel = button('Cancel', async () => {
      await ask(`${path}/cancel`, { method: 'POST', body: '{}' }).catch(() => {});
      await showJobs();
    });
    return [button('Show', () => showOne('jobs', path)), ...(ENDED.has(job.status) ? [] : [cancel])];
  });
}

export function showTasks() {
  return show('tasks', '/fn/tasks?limit=20', ['taskId', 'title', 'state', 'assignee', 'expiresAt'], (task) => {
    return [button('Show', () => showOne('tasks', `/fn/tasks/${encodeURIComponent(task.taskId)}`))];
  });
}
