import { failure, HostFailure } from '../failure.js';
import {
  BLOB_KEY_BYTES_MAX, BLOB_LIST_MAX, BLOB_PART_BYTES, BLOB_TEXT_BYTES_MAX,
} from '../limits.js';
import { encode, join, readText } from '../text.js';

/** @import { Host } from '../types' */

/** Throws `invalid` unless `key` is one of the contract's. */
export function checkKey(/** @type {string} */ key) {
  const sound = /^[A-Za-z0-9!_.*'()/-]+$/.test(key) && key.length <= BLOB_KEY_BYTES_MAX &&
    key.split('/').every((segment) => !['', '.', '..'].includes(segment));
  if (!sound) throw failure('invalid', `key ${key.slice(0, 80)}`);
  return key;
}

/** `skerry:host/blobs` on R2. */
export const blobs = (/** @type {Host} */ host) => {
  /** @param {bigint} op @param {(bucket: R2Bucket) => Promise<string>} work */
  const start = (op, work) => host.start(op, async () => {
    if (!host.wiring.blobs) throw failure('unavailable', 'no bucket is bound');
    return work(host.wiring.blobs);
  }, (events, outcome) => events.blobsEvents.onResult(op, outcome));
  return {
    put: (/** @type {bigint} */ op, /** @type {string} */ key, /** @type {string} */ contentType,
      /** @type {string} */ text) => start(op, async (bucket) => {
      const bytes = encode(text);
      if (bytes.length > BLOB_TEXT_BYTES_MAX) {
        throw failure('limit-exceeded', `blob_text_bytes_max=${BLOB_TEXT_BYTES_MAX}`);
      }
      await bucket.put(checkKey(key), bytes, { httpMetadata: { contentType } });
      return JSON.stringify({ bytes: bytes.length });
    }),
    get: (/** @type {bigint} */ op, /** @type {string} */ key) => start(op, async (bucket) => {
      const found = await bucket.get(checkKey(key));
      if (!found) throw failure('not-found', key);
      return readText(new Response(found.body), BLOB_TEXT_BYTES_MAX, 'blob_text_bytes_max');
    }),
    list: (/** @type {bigint} */ op, /** @type {string} */ prefix, /** @type {string} */ cursor,
      /** @type {number} */ limit) => start(op, async (bucket) => {
      const listed = await bucket.list({ prefix, cursor: cursor || undefined,
        limit: Math.min(limit || BLOB_LIST_MAX, BLOB_LIST_MAX), include: ['httpMetadata'] });
      return JSON.stringify({
        keys: listed.objects.map(({ key, size, httpMetadata }) =>
          ({ key, bytes: size, contentType: httpMetadata?.contentType ?? '' })),
        cursor: listed.truncated ? listed.cursor : null });
    }),
    delete: (/** @type {bigint} */ op, /** @type {string} */ key) => start(op, async (bucket) => {
      await bucket.delete(checkKey(key));
      return '{}';
    }),
    receive(/** @type {bigint} */ op, /** @type {bigint} */ id, /** @type {string} */ key,
      /** @type {string} */ contentType, /** @type {bigint} */ bytesMax) {
      const request = host.pending.get(id)?.request;
      start(op, (bucket) => {
        if (!request) throw failure('cancelled', 'the request is over');
        return receive(bucket, request, checkKey(key), contentType, Number(bytesMax));
      });
    },
  };
};

/**
 * R2 wants a length or parts. Parts serve both: nothing is visible under the key before the last.
 *
 * @param {R2Bucket} bucket @param {Request} request @param {string} key
 * @param {string} contentType @param {number} bytesMax
 */
async function receive(bucket, request, key, contentType, bytesMax) {
  const upload = await bucket.createMultipartUpload(key, { httpMetadata: { contentType } });
  try {
    const parts = [];
    let bytes = 0;
    for await (const piece of pieces(request)) {
      bytes += piece.length;
      if (bytes > bytesMax) throw failure('limit-exceeded', `bytes_max=${bytesMax}`);
      parts.push(await upload.uploadPart(parts.length + 1, piece));
    }
    await upload.complete(parts);
    return JSON.stringify({ bytes });
  } catch (error) {
    await upload.abort();
    throw error instanceof HostFailure ? error : failure('unavailable', String(error));
  }
}

/** A body in pieces of one part each; a single empty one when there is no body. */
async function* pieces(/** @type {Request} */ request) {
  /** @type {Uint8Array[]} */
  let held = [];
  let bytes = 0;
  let any = false;
  for await (const piece of request.body ?? []) {
    held.push(piece);
    bytes += piece.length;
    while (bytes >= BLOB_PART_BYTES) {
      const whole = join(held, bytes);
      yield whole.subarray(0, BLOB_PART_BYTES);
      any = true;
      held = [whole.subarray(BLOB_PART_BYTES)];
      bytes -= BLOB_PART_BYTES;
    }
  }
  if (bytes > 0 || !any) yield join(held, bytes);
}
