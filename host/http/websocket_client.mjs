// A WebSocket client (the npm package `ws`) for websocket_test.cpp: plays one scene against a
// server and prints what it saw, one line an event. Usage: websocket_client.mjs <url> <scene>
import { WebSocket } from "ws";

const [url, scene] = process.argv.slice(2);
const say = (...words) => console.log(words.join(" "));
const options = { perMessageDeflate: scene === "deflate", autoPong: scene !== "dumb" };
const protocols = scene === "protocol" ? ["chat.v1"] : [];
const socket = new WebSocket(url, protocols, options);

const scenes = {
  echo: () => socket.send("grüße"),
  empty: () => socket.send(""),
  largest: () => socket.send("a".repeat(1024 * 1024)),
  "too-large": () => socket.send("a".repeat(1024 * 1024 + 1)),
  binary: () => socket.send(Buffer.from([1, 2, 3])),
  "bad-text": () => socket.send(Buffer.from([0x63, 0xe9]), { binary: false }),
  ping: () => socket.ping("are you there"),
  many: () => { for (let i = 0; i < 2000; ++i) socket.send(String(i)); },
  fragments: () => {
    socket.send("one ", { fin: false });
    socket.send("two", { fin: true });
  },
  slow: () => {
    socket.pause();
    setTimeout(() => socket.resume(), 300);
  },
  stuck: () => socket.pause(),
  vanish: () => socket.terminate(),
  leave: () => socket.close(3001, "so long"),
  "leave-silently": () => socket.close(),
  "bad-frame": () => socket._socket.write(Buffer.from([0xff, 0x80, 0, 0, 0, 0])),
  unmasked: () => socket._socket.write(Buffer.from([0x81, 0x01, 0x61])),
};

let next = 0;
socket.on("upgrade", (response) => {
  say("upgrade", response.statusCode, response.headers["x-test"] ?? "-",
    response.headers["sec-websocket-extensions"] ?? "-", response.headers["server"] ?? "-");
});
socket.on("open", () => {
  say("open", socket.protocol || "-");
  scenes[scene]?.();
});
socket.on("message", (data, binary) => {
  if (scene === "many") {
    if (String(data) !== String(next++)) say("out of order", data);
    if (next === 2000) { say("all"); socket.close(1000); }
    return;
  }
  if (scene === "slow") return;
  say("message", binary ? "binary" : data.length > 100 ? `bytes=${data.length}` : `"${data}"`);
  if (scene !== "listen") socket.close(1000, "bye");
});
socket.on("pong", (data) => { say("pong", data); socket.close(1000); });
socket.on("unexpected-response", (_, response) => { say("refused", response.statusCode); process.exit(); });
socket.on("error", () => say("error"));
socket.on("close", (code, reason) => { say("close", code, `"${reason}"`); process.exit(); });
