import { isUpgrade } from '../head.js';

/** @import { ActorContext, Host } from '../types' */

const CLOSE_UNSUPPORTED_DATA = 1003;
const CLOSE_NO_STATUS = 1005;
export const CLOSE_ABNORMAL = 1006;

/** The durable id of a socket: its tag, which outlives the object's sleep. */
const idOf = (/** @type {DurableObjectState} */ state, /** @type {WebSocket} */ socket) =>
  state.getTags(socket)[0];

/** `skerry:host/sockets` on hibernating WebSockets. */
export const sockets = (/** @type {Host} */ host) => {
  const { state } = /** @type {ActorContext} */ (host.actor);
  /** Accepted by the running event, not yet by the platform. @type {Set<string>} */
  const accepting = new Set();
  const open = (/** @type {string} */ id) => state.getWebSockets(id).find(
    (socket) => socket.readyState === WebSocket.OPEN);
  return {
    accept(/** @type {bigint} */ request) {
      const exchange = host.pending.get(request);
      if (!exchange) return '';
      const id = `ws_${crypto.randomUUID().replaceAll('-', '')}`;
      const { scope } = host;
      accepting.add(id);
      host.later(scope, () => {
        accepting.delete(id);
        const accepted = !exchange.over && isUpgrade(exchange.request);
        if (accepted) {
          const { 0: client, 1: server } = new WebSocketPair();
          state.acceptWebSocket(server, [id]);
          const switched = new Response(null, { status: 101, webSocket: client });
          exchange.handOver(Promise.resolve(switched));
        } else {
          exchange.settle(exchange.refuse('upgrade'));
        }
        queueMicrotask(() => host.deliver(scope, ({ socketsEvents }) => accepted
          ? socketsEvents.onOpen(id) : socketsEvents.onClose(id, CLOSE_ABNORMAL, '')));
      });
      return id;
    },
    send: (/** @type {string} */ id, /** @type {string} */ text) =>
      host.later(host.scope, () => open(id)?.send(text)),
    close: (/** @type {string} */ id, /** @type {number} */ code, /** @type {string} */ reason) =>
      host.later(host.scope, () => open(id)?.close(code, reason)),
    list: () => [...state.getWebSockets()
      .filter((socket) => socket.readyState !== WebSocket.CLOSED)
      .map((socket) => idOf(state, socket)), ...accepting].map((id) => `${id}\n`).join(''),
  };
};

/**
 * Hands a message to the module; a binary one closes the socket.
 *
 * @param {Host} host @param {import('../types').Scope} scope
 * @param {WebSocket} socket @param {string | ArrayBuffer} message
 */
export function onMessage(host, scope, socket, message) {
  const { state } = /** @type {ActorContext} */ (host.actor);
  if (typeof message !== 'string') return socket.close(CLOSE_UNSUPPORTED_DATA, 'text only');
  host.deliver(scope, (events) => events.socketsEvents.onMessage(idOf(state, socket), message));
}

/**
 * @param {Host} host @param {import('../types').Scope} scope
 * @param {WebSocket} socket @param {number} code @param {string} reason
 */
export function onClose(host, scope, socket, code, reason) {
  const { state } = /** @type {ActorContext} */ (host.actor);
  host.deliver(scope, (events) => events.socketsEvents.onClose(idOf(state, socket), code, reason));
}

/**
 * Answers a client's close (RFC 6455, 5.5.1), which workerd leaves to the object. Some codes say
 * that there was none.
 *
 * @param {WebSocket} socket @param {number} code @param {string} reason
 */
export function completeClose(socket, code, reason) {
  if (code === CLOSE_NO_STATUS) socket.close();
  else if (code !== CLOSE_ABNORMAL) socket.close(code, reason);
}
