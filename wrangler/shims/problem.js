/** Problems (RFC 9457) that only the host can notice; the native host has the same ones. */
const PROBLEMS = {
  malformed: { title: 'Malformed request', status: 400, code: 'malformed_request' },
  trapped: { title: 'Internal error', status: 500, code: 'module_trapped' },
  overloaded: { title: 'Overloaded', status: 503, code: 'overloaded' },
  unreachable: { title: 'Destination unavailable', status: 503,
    code: 'destination_unavailable' },
  unsendable: { title: 'Internal error', status: 500, code: 'internal_error' },
  upgrade: { title: 'Upgrade required', status: 426, code: 'upgrade_required' },
  deadline: { title: 'Time limit passed', status: 504, code: 'timed_out' },
};

/** @typedef {keyof typeof PROBLEMS} ProblemName */

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SANE_TOKEN = /^[A-Za-z0-9._-]{1,128}$/;

/** `req_` and a ULID: 48 bits of time and 80 random bits. */
export function makeRequestId() {
  const time = Date.now();
  const digits = Array.from({ length: 10 },
    (_, index) => CROCKFORD[Math.floor(time / 32 ** (9 - index)) % 32]);
  const noise = crypto.getRandomValues(new Uint8Array(16));
  return `req_${digits.join('')}${Array.from(noise, (byte) => CROCKFORD[byte % 32]).join('')}`;
}

/**
 * The id by which a request is found in logs: the principal's, the caller's own when it is a sane
 * token, or a new one.
 *
 * @param {Request} request @param {string} principal JSON or empty
 */
function requestIdOf(request, principal) {
  const given = principal ? JSON.parse(principal)?.requestId : request.headers.get('x-request-id');
  return typeof given === 'string' && SANE_TOKEN.test(given) ? given : makeRequestId();
}

/** @param {ProblemName} name @param {string} requestId */
export function problem(name, requestId) {
  const { title, status, code } = PROBLEMS[name];
  return { type: `/problems/${code}`, title, status, code, requestId };
}

/**
 * The problem as an answer.
 *
 * @param {ProblemName} name @param {Request} request @param {string} principal
 */
export function problemAnswer(name, request, principal) {
  const requestId = requestIdOf(request, principal);
  const body = problem(name, requestId);
  const headers = new Headers({
    'content-type': 'application/problem+json', 'x-request-id': requestId });
  if (body.status === 503) headers.set('retry-after', '1');
  return new Response(JSON.stringify(body), { status: body.status, headers });
}
