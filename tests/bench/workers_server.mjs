/** Workers on workerd, as the benches ask them. */
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';

/** What makes a Worker the one that listens, on a free port. */
export const listening = { unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }] };

/**
 * Starts `workers`, prints where the one called `front` listens, and ends with the signal to end.
 *
 * @param {object[]} workers @param {string} front @param {string} what is said to listen
 * @param {(miniflare: Miniflare) => unknown} [prepare] is waited for first
 */
export async function serve(workers, front, what, prepare = () => {}) {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({ log: new Log(LogLevel.ERROR), workers }));
  const stop = async () => {
    await miniflare.dispose();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  await miniflare.ready;
  await prepare(miniflare);
  const url = await miniflare.unsafeGetDirectURL(front);
  console.log(`${what} listening on http://127.0.0.1:${url.port}`);
}
