const POOL_WORDS = 64;

/** `skerry:host/random`. Drawn in blocks: one call of the platform costs more than one number. */
export const random = () => {
  const pool = new BigUint64Array(POOL_WORDS);
  let left = 0;
  return {
    next() {
      if (left === 0) {
        crypto.getRandomValues(pool);
        left = POOL_WORDS;
      }
      const word = pool[--left];
      pool[left] = 0n;
      return word;
    },
  };
};
