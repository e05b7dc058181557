/**
 * Judges a run by what its clients saw and what was there in the end.
 *
 * `history`: `attempted`, a map from an entry's name to what was asked for; `acknowledged` and
 * `undone`, sets of names; `seen`, a map from a name to where it was met; `torn`, texts about reads
 * that met half an event. `states`: what each actor answered to `GET /ledger/state` in the end.
 *
 * Each rule gives one text a violation.
 */
export const rules = {
  'every acknowledged write is there': ({ acknowledged, attempted }, states) =>
    [...acknowledged].filter((name) => {
      const { actor, amount } = attempted.get(name);
      return entryOf(states, actor, name)?.amount !== amount;
    }),

  'an event that trapped left nothing behind': ({ undone, seen }, states) =>
    [...undone].filter((name) => seen.has(name) || actorsOf(states).some(([, state]) =>
      state.entries.has(name) || state.mirrored.has(name) || state.deliveries.has(name))),

  'no event is half there': ({ torn }, states) => [...torn, ...actorsOf(states)
    .flatMap(([actor, state]) => imbalance(state).map((text) => `${actor}: ${text}`))],

  'nothing is there that nobody asked for': ({ attempted }, states) =>
    actorsOf(states).flatMap(([actor, state]) => [...state.entries.values()].filter((entry) => {
      const asked = attempted.get(entry.name);
      return asked?.actor !== actor || asked.kind !== entry.kind || asked.amount !== entry.amount;
    }).map(({ name }) => name)),

  'no answer or socket message was released before its commit': ({ seen, attempted }, states) =>
    [...seen].filter(([name]) => !entryOf(states, attempted.get(name)?.actor, name))
      .map(([name, where]) => `${name} on ${where}`),

  'no request to another actor was released before its commit': (_, states) =>
    actorsOf(states).flatMap(([, state]) => [...state.mirrored.values()].filter((copy) =>
      entryOf(states, copy.source, copy.name)?.amount !== copy.amount).map(({ name }) => name)),

  'no queue message was released before its commit': (_, states) =>
    actorsOf(states).flatMap(([, state]) =>
      [...state.deliveries.keys()].filter((name) => state.entries.get(name)?.kind !== 'queued')),

  'every alarm that was set fired': (_, states) => entriesOf(states)
    .filter(({ alarmed }) => !alarmed).map(({ name }) => name),

  'every effect arrived in the end': (_, states) => entriesOf(states).filter((entry) =>
    !entry.settled || (entry.kind === 'mirrored' &&
      states.get(entry.mirror)?.mirrored.get(entry.name)?.amount !== entry.amount))
    .map(({ name }) => name),

  'a message that came twice was applied once': (_, states) =>
    actorsOf(states).filter(([, { accounts, entries }]) => accounts.get('applied') !==
      sum([...entries.values()].filter(({ kind, settled }) => kind === 'queued' && settled)))
      .map(([actor]) => actor),
};

/** What is wrong within one reading of an actor; the same at any moment. */
export function imbalance({ accounts, entries }) {
  const total = sum([...entries.values()]);
  const found = [];
  if (accounts.get('to') !== total) found.push(`'to' is ${accounts.get('to')}, entries ${total}`);
  if (accounts.get('from') !== -total) found.push(`'from' is ${accounts.get('from')}, ${total}`);
  return found;
}

/** An actor's answer with maps by name. */
export const readState = ({ accounts, entries, mirrored, deliveries }) => ({
  // Minus zero is the same balance.
  accounts: new Map(accounts.map(([name, balance]) => [name, balance + 0])),
  entries: new Map(entries.map(([name, kind, amount, mirror, alarmed, settled]) =>
    [name, { name, kind, amount, mirror, alarmed: alarmed === 1, settled: settled === 1 }])),
  mirrored: new Map(mirrored.map(([name, source, amount]) => [name, { name, source, amount }])),
  deliveries: new Map(deliveries),
});

/** Violations by rule; rules that hold are absent. */
export function violations(history, states) {
  return new Map(Object.entries(rules).map(([rule, judge]) => [rule, judge(history, states)])
    .filter(([, found]) => found.length > 0));
}

const actorsOf = (states) => [...states];
const entriesOf = (states) => actorsOf(states).flatMap(([, { entries }]) => [...entries.values()]);
const entryOf = (states, actor, name) => states.get(actor)?.entries.get(name);
// Adding zero makes of minus zero a plain one.
const sum = (entries) => entries.reduce((total, { amount }) => total + amount, 0);
