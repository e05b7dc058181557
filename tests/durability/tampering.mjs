/**
 * One way each to break every rule of the checker: changes a run that was sound so that exactly
 * this rule must object. A rule that cannot object proves nothing.
 */
const anEntry = (states, fits = () => true) => {
  for (const [actor, state] of states) {
    for (const entry of state.entries.values()) if (fits(entry)) return { actor, state, entry };
  }
  throw new Error('the run has no such entry to tamper with');
};

const lose = (state, entry) => {
  state.entries.delete(entry.name);
  state.accounts.set('to', state.accounts.get('to') - entry.amount);
  state.accounts.set('from', state.accounts.get('from') + entry.amount);
};

export const tamperings = {
  'every acknowledged write is there': ({ acknowledged }, states) => {
    const { state, entry } = anEntry(states, ({ name, kind }) =>
      acknowledged.has(name) && kind === 'plain');
    lose(state, entry);
  },
  'an event that trapped left nothing behind': ({ undone }, states) => {
    undone.add(anEntry(states).entry.name);
  },
  'no event is half there': (_, states) => {
    const { state } = anEntry(states);
    state.accounts.set('to', state.accounts.get('to') + 1);
  },
  'nothing is there that nobody asked for': ({ attempted, acknowledged, seen }, states) => {
    const { name } = anEntry(states).entry;
    attempted.delete(name);
    acknowledged.delete(name);
    seen.delete(name);
  },
  'no answer or socket message was released before its commit': (history, states) => {
    history.attempted.set('phantom', { actor: anEntry(states).actor });
    history.seen.set('phantom', 'a socket');
  },
  'no request to another actor was released before its commit': (_, states) => {
    const { actor, state } = anEntry(states);
    state.mirrored.set('phantom', { name: 'phantom', source: actor, amount: 1 });
  },
  'no queue message was released before its commit': (_, states) => {
    anEntry(states).state.deliveries.set('phantom', 1);
  },
  'every alarm that was set fired': (_, states) => { anEntry(states).entry.alarmed = false; },
  'every effect arrived in the end': (_, states) => {
    const { entry } = anEntry(states, ({ kind }) => kind === 'mirrored');
    states.get(entry.mirror).mirrored.delete(entry.name);
  },
  'a message that came twice was applied once': (_, states) => {
    const { state, entry } = anEntry(states, ({ kind }) => kind === 'queued');
    state.accounts.set('applied', state.accounts.get('applied') + entry.amount);
  },
};
