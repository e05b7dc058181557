/** Limits of the shims. Equal to the native host's defaults where both have the limit. */

/** Longest request body that is read before `on-request`. */
export const BODY_BYTES_MAX = 1024 * 1024;

/** Longest body that a module may ask for. */
export const BODY_TEXT_BYTES_MAX = 8 * 1024 * 1024;

/** What one event may start. */
export const EFFECTS_MAX = 10_000;

/** Longest answer that a whole fetch takes. */
export const FETCH_WHOLE_BYTES_MAX = 8 * 1024 * 1024;

/** A fetch that has not ended by then fails as `timed-out`. */
export const FETCH_TIMEOUT_MS = 300_000;

/** Above this many waiting bytes of a streamed answer, the module waits for `on-drain`. */
export const RESPONSE_BUFFER_BYTES = 256 * 1024;

/** A streamed answer whose author does not wait is broken off here. */
export const RESPONSE_WAITING_BYTES_MAX = 16 * 1024 * 1024;

/** Requests that one instance of a stateless module serves at a time. */
export const REQUESTS_IN_FLIGHT_MAX = 64;

/** Instances of one stateless module in an isolate; beyond that, requests get a 503. */
export const INSTANCES_MAX = 8;

/** An instance that has served so many requests takes no new ones. */
export const REQUESTS_PER_INSTANCE_MAX = 50_000;

/** An instance whose linear memory has grown beyond this takes no new requests. */
export const INSTANCE_MEMORY_MARK_BYTES = 48 * 1024 * 1024;

/** A request whose answer has not begun by then gets a 504; what it started is swept. */
export const REQUEST_DEADLINE_MS = 300_000;

/** Delays before a trapped alarm handler is run again: the first, doubled up to the last. */
export const ALARM_BACKOFF_MIN_MS = 1_000;
export const ALARM_BACKOFF_MAX_MS = 300_000;

/** Limits of SQL, Cloudflare's own where it has them. */
export const SQL_PARAMETERS_MAX = 100;
export const SQL_STATEMENT_BYTES_MAX = 100_000;
export const SQL_ROW_BYTES_MAX = 2_000_000;
export const SQL_BATCH_STATEMENTS_MAX = 1_000;
export const SQL_RESULT_BYTES_MAX = 8 * 1024 * 1024;

/** Longest key of a blob, in bytes. */
export const BLOB_KEY_BYTES_MAX = 512;

/** Longest text of a blob that enters a module. */
export const BLOB_TEXT_BYTES_MAX = 8 * 1024 * 1024;

/** Keys that one listing returns at most. */
export const BLOB_LIST_MAX = 1_000;

/** Part of a blob whose length is not known beforehand: R2's smallest. */
export const BLOB_PART_BYTES = 5 * 1024 * 1024;

/** Requests and streams of one actor. */
export const ACTOR_REQUESTS_MAX = 1_024;
