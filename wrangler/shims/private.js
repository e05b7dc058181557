/**
 * What travels beside a request between Workers of one installation, on bindings that nobody else
 * reaches. A public door ignores these fields and passes none of them on.
 */
const PRINCIPAL_FIELD = 'skerry-principal';
const PEER_FIELD = 'skerry-peer';

/** @import { Definition } from './types' */

/** Cloudflare's edge always names the client. Without it, the local runner listens on loopback. */
const LOCAL_PEER = '127.0.0.1';

/**
 * Who asks, by the door they came through.
 *
 * @param {Request} request
 * @param {Definition['door']} door
 * @returns {{ principal: string, peer: string | null }}
 */
export function callerOf(request, door) {
  if (door === 'public') {
    return { principal: '', peer: request.headers.get('cf-connecting-ip') ?? LOCAL_PEER };
  }
  return {
    principal: decodeURIComponent(request.headers.get(PRINCIPAL_FIELD) ?? ''),
    peer: request.headers.get(PEER_FIELD),
  };
}

/**
 * Marks a request for a private door.
 *
 * @param {Headers} headers
 * @param {string} principal
 * @param {string | null} peer
 */
export function attachCaller(headers, principal, peer) {
  // Header values are bytes; JSON may hold any character.
  if (principal) headers.set(PRINCIPAL_FIELD, encodeURIComponent(principal));
  else headers.delete(PRINCIPAL_FIELD);
  if (peer) headers.set(PEER_FIELD, peer);
  else headers.delete(PEER_FIELD);
}
