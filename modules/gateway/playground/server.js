/** What the page asks of its server. */

/** @typedef {{ ok: boolean, status: number, body: any }} Answer */

let key = '';

/** Sent with every request from now on; kept here alone. */
export function setKey(/** @type {string} */ text) {
  key = text;
}

/** `crypto.randomUUID` is not there on a page that came by plain HTTP from another machine. */
const freshKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
  (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * @param {string} path
 * @param {{ method?: string, body?: string, signal?: AbortSignal }} [options] `body` is JSON text
 * @returns {Promise<Answer>} a body that is not JSON is null; rejects when no answer comes
 */
export async function ask(path, { method = 'GET', body, signal } = {}) {
  const headers = new Headers({ accept: 'application/json' });
  if (key !== '') headers.set('authorization', `Bearer ${key}`);
  if (method === 'POST') headers.set('idempotency-key', freshKey());
  if (body !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(path, { method, headers, signal, redirect: 'error',
    cache: 'no-store', ...(body !== undefined && { body }) });
  const text = await response.text();
  try {
    return { ok: response.ok, status: response.status, body: JSON.parse(text) };
  } catch {
    return { ok: response.ok, status: response.status, body: null };
  }
}
