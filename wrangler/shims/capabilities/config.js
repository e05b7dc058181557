/** @import { Host } from '../types' */

/** `skerry:host/config`: `api-key` and `api_key` are the variable or secret `SKERRY_API_KEY`. */
export const config = (/** @type {Host} */ host) => ({
  get(/** @type {string} */ name) {
    const value = host.env[`SKERRY_${name.replace(/[-.]/g, '_').toUpperCase()}`];
    return typeof value === 'string' ? value : undefined;
  },
});
