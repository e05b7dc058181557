/** @typedef {'debug' | 'info' | 'warning' | 'error'} Level */

/** @type {Record<Level, (line: string) => void>} */
const WRITERS = {
  debug: (line) => console.debug(line),
  info: (line) => console.info(line),
  warning: (line) => console.warn(line),
  error: (line) => console.error(line),
};

/** `skerry:host/log`: one JSON line an entry. */
export const log = () => ({
  write(/** @type {Level} */ level, /** @type {string} */ message, /** @type {string} */ fields) {
    const at = new Date().toISOString();
    WRITERS[level](`${JSON.stringify({ at, level, message }).slice(0, -1)},"fields":${fields}}`);
  },
});
