import {
  constants, createHash, createHmac, createPublicKey, timingSafeEqual, verify as verifySignature,
} from 'node:crypto';
import { failure } from '../failure.js';

/** @type {Record<string, (key: any, data: Uint8Array, signature: Uint8Array) => boolean>} */
const ALGORITHMS = {
  RS256: (jwk, data, signature) => jwk.kty === 'RSA' && verifySignature('sha256', data,
    { key: publicKey(jwk), padding: constants.RSA_PKCS1_PADDING }, signature),
  ES256: (jwk, data, signature) => jwk.kty === 'EC' && jwk.crv === 'P-256' && verifySignature(
    'sha256', data, { key: publicKey(jwk), dsaEncoding: 'ieee-p1363' }, signature),
  EdDSA: (jwk, data, signature) => jwk.kty === 'OKP' &&
    verifySignature(null, data, publicKey(jwk), signature),
  HS256: (jwk, data, signature) => {
    if (jwk.kty !== 'oct') throw failure('invalid', 'HS256 needs an oct key');
    const sum = createHmac('sha256', Buffer.from(jwk.k, 'base64url')).update(data).digest();
    return sum.length === signature.length && timingSafeEqual(sum, signature);
  },
};

/** @param {any} jwk */
const publicKey = (jwk) => createPublicKey({ key: jwk, format: 'jwk' });

/** `skerry:host/crypto`, by node:crypto. */
export const crypto = () => ({
  sha256: (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex'),
  hmacSha256: (/** @type {string} */ key, /** @type {string} */ text) =>
    createHmac('sha256', key).update(text).digest('hex'),
  /** @param {string} algorithm @param {string} key @param {string} text @param {string} signature */
  verify(algorithm, key, text, signature) {
    const check = ALGORITHMS[algorithm];
    if (!check) throw failure('invalid', `algorithm ${algorithm}`);
    try {
      return check(JSON.parse(key), Buffer.from(text), Buffer.from(signature, 'base64url'));
    } catch (error) {
      throw failure('invalid', error instanceof Error ? error.message : 'key');
    }
  },
});
