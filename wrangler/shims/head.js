/** Head blocks of the contract: `name: value\n` lines, pseudo fields first. */

/** Fields that concern one connection and its framing (RFC 9110, 7.6.1). */
const CONNECTION_FIELDS = new Set([
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te',
  'trailer', 'transfer-encoding', 'upgrade']);

/** What a module never sees of a message: `host` is its `:authority`. */
const WITHHELD = new Set([...CONNECTION_FIELDS, 'host', 'expect']);

/** What only the host sets. */
const SET_BY_HOST = new Set([...CONNECTION_FIELDS, 'content-length', 'date']);

/** Fields of Skerry's private doors and of Cloudflare's edge; no module sees them. */
const isPrivate = (/** @type {string} */ name) =>
  name.startsWith('skerry-') || name.startsWith('cf-');

/**
 * @param {Headers} headers
 * @returns {string}
 */
function fieldLines(headers) {
  const named = (headers.get('connection') ?? '').toLowerCase().split(/\s*,\s*/);
  let lines = '';
  for (const [name, value] of headers) {
    if (WITHHELD.has(name) || named.includes(name) || isPrivate(name)) continue;
    lines += `${name}: ${value}\n`;
  }
  return lines;
}

/** The target of a request as received: the URL without scheme and authority. */
export const pathOf = (/** @type {string} */ url) =>
  url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/';

/**
 * The URL of another path at the same authority.
 *
 * @param {string} url @param {string} path begins with a slash
 */
export const atAuthorityOf = (url, path) => url.slice(0, url.length - pathOf(url).length) + path;

/**
 * The head of a request that arrived.
 *
 * @param {Request} request
 * @param {string | null} peer the client's address
 */
export function requestHead(request, peer) {
  const authority = request.headers.get('host') ?? new URL(request.url).host;
  const upgrade = isUpgrade(request) ? 'upgrade: websocket\n' : '';
  return `:method: ${request.method}\n:path: ${pathOf(request.url)}\n:authority: ${authority}\n` +
    (peer ? `:peer: ${peer}\n` : '') + fieldLines(request.headers) + upgrade;
}

/** workerd replaces bytes that are not UTF-8 before anybody sees them; this is what they leave. */
export const isDamaged = (/** @type {string} */ head) => head.includes('\ufffd');

/** Whether a request asks for a WebSocket (RFC 6455, 4.2.1). */
export const isUpgrade = (/** @type {Request} */ request) =>
  request.headers.get('upgrade')?.toLowerCase() === 'websocket';

/** The head of an answer that arrived. */
export const answerHead = (/** @type {Response} */ response) => fieldLines(response.headers);

/**
 * Reads a head that a module wrote.
 *
 * @param {string} head
 * @returns {{ pseudo: Record<string, string>, fields: [name: string, value: string][] }} `pseudo` by
 *   name without colon
 */
export function parseHead(head) {
  /** @type {Record<string, string>} */
  const pseudo = {};
  /** @type {[string, string][]} */
  const fields = [];
  for (const line of head.split('\n')) {
    if (!line) continue;
    const end = line.indexOf(':', 1);
    const name = line.slice(0, end);
    const value = line.slice(end + 1).trim();
    if (name.startsWith(':')) pseudo[name.slice(1)] = value;
    else if (!SET_BY_HOST.has(name) && !isPrivate(name)) fields.push([name, value]);
  }
  return { pseudo, fields };
}
