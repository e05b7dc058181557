import {
  constants, createHash, createHmac, createPublicKey, timingSafeEqual, verify as verifySignature,
} from 'node:crypto';
import { failure } from '../failure.js';

/**
 * The keys each algorithm takes and how it checks a signature.
 *
 * @type {Record<string, { kty: string, crv?: string,
 *   check(key: any, data: Uint8Array, signature: Uint8Array): boolean }>}
 */
const ALGORITHMS = {
  RS256: { kty: 'RSA', check: (key, data, signature) => verifySignature('sha256', data,
    { key, format: 'jwk', padding: constants.RSA_PKCS1_PADDING }, signature) },
  ES256: { kty: 'EC', crv: 'P-256', check: (key, data, signature) => verifySignature('sha256', data,
    { key, format: 'jwk', dsaEncoding: 'ieee-p1363' }, signature) },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', check: (key, data, signature) => verifySignature(null, data,
    createPublicKey({ key, format: 'jwk' }), signature) },
  HS256: { kty: 'oct', check(key, data, signature) {
    const sum = createHmac('sha256', Buffer.from(key.k, 'base64url')).update(data).digest();
    return sum.length === signature.length && timingSafeEqual(sum, signature);
  } },
};

/** `skerry:host/crypto`, by node:crypto. */
export const crypto = () => ({
  sha256: (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex'),
  hmacSha256: (/** @type {string} */ key, /** @type {string} */ text) =>
    createHmac('sha256', key).update(text).digest('hex'),
  /**
   * @param {string} algorithm @param {string} key a JWK
   * @param {string} text @param {string} signature
   */
  verify(algorithm, key, text, signature) {
    const { kty, crv, check } = ALGORITHMS[algorithm] ?? {};
    try {
      const jwk = JSON.parse(key);
      if (!check || jwk.kty !== kty || (crv && jwk.crv !== crv)) throw new Error(algorithm);
      const bytes = Buffer.from(signature, 'base64url');
      // A signature has one spelling; Node would skip what is no base64url.
      return bytes.toString('base64url') === signature && check(jwk, Buffer.from(text), bytes);
    } catch (error) {
      throw failure('invalid', `key: ${error instanceof Error ? error.message : error}`);
    }
  },
});
