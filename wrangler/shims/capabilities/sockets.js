/** @import { ActorContext, Host } from '../types' */

const CLOSE_UNSUPPORTED_DATA = 1003;

/** The durable id of a socket: its tag, which outlives the object's sleep. */
const idOf = (/** @type {DurableObjectState} */ state, /** @type {WebSocket} */ socket) =>
  state.getTags(socket)[0];

/** `skerry:host/sockets` on hibernating WebSockets. */
export const sockets = (/** @type {Host} */ host) => {
  const { state } = /** @type {ActorContext} */ (host.actor);
  const open = (/** @type {string} */ id) => state.getWebSockets(id).find(
    (socket) => socket.readyState === WebSocket.OPEN);
  return {
    accept(/** @type {bigint} */ request) {
      const id = `ws_${crypto.randomUUID().replaceAll('-', '')}`;
      const exchange = host.pending.get(request);
      const { scope } = host;
      host.later(scope, () => {
        if (!exchange || exchange.over) return;
        const { 0: client, 1: server } = new WebSocketPair();
        state.acceptWebSocket(server, [id]);
        exchange.settle(new Response(null, { status: 101, webSocket: client }));
        queueMicrotask(() => host.deliver(scope, (events) => events.socketsEvents.onOpen(id)));
      });
      return id;
    },
    send: (/** @type {string} */ id, /** @type {string} */ text) =>
      host.later(host.scope, () => open(id)?.send(text)),
    close: (/** @type {string} */ id, /** @type {number} */ code, /** @type {string} */ reason) =>
      host.later(host.scope, () => open(id)?.close(code, reason)),
    list: () => state.getWebSockets()
      .filter((socket) => socket.readyState === WebSocket.OPEN)
      .map((socket) => `${idOf(state, socket)}\n`).join(''),
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
