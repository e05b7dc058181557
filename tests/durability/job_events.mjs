/** How the events of a job reach those who watch it. */
import WebSocket from 'ws';

const normalClosure = 1000;

/** The events in the text of an event stream, by number. */
export function eventsIn(text) {
  const events = new Map();
  // What comes after the last blank line is no event yet.
  for (const one of text.split('\n\n').slice(0, -1)) {
    const fields = Object.fromEntries(one.split('\n').map((line) => line.split(/: (.*)/s)));
    if (fields.id) {
      events.set(Number(fields.id), { type: fields.event, data: JSON.parse(fields.data) });
    }
  }
  return events;
}

/** Adds to `events` what one connection brings; resolves with the code of its close. */
function listen(url, events, goesOn) {
  const after = events.length > 0 ? `?after=${events.at(-1).seq}` : '';
  const socket = new WebSocket(`${url}${after}`, { perMessageDeflate: false });
  const leaving = setInterval(() => { if (!goesOn()) socket.terminate(); }, 50);
  return new Promise((resolve) => {
    socket.on('message', (data) => {
      const event = JSON.parse(data.toString());
      events.push(event);
      socket.send(JSON.stringify({ type: 'ack', seq: event.seq }));
    });
    socket.on('error', () => {});
    socket.on('close', (code) => {
      clearInterval(leaving);
      resolve(code);
    });
  });
}

/**
 * Watches a job by WebSocket and comes back, after what it has got, until the job's end.
 *
 * @param {() => string} url of the socket, which may change while the host is down
 * @param {() => boolean} goesOn false ends it before the job does
 * @param {() => Promise<void>} up resolves once the host is there
 * @param {() => void} onCutOff is told of each connection that ended before the job
 * @returns the events as they came
 */
export async function followBySocket(url, goesOn, up, onCutOff) {
  const events = [];
  while (goesOn()) {
    if (await listen(url(), events, goesOn) === normalClosure) break;
    if (goesOn()) onCutOff();
    await up();
  }
  return events;
}
