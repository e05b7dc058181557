export {
  Functions, isJob, Jobs, SkerryClient, Tasks, Webhooks, type ListOptions, type TaskListOptions,
} from './client.js';
export { type ServerEvent } from './events.js';
export type { components, operations, paths } from './openapi.js';
export {
  SkerryNetworkError, SkerryProblem, UnexpectedAnswer, type FieldError, type Problem,
} from './problem.js';
export { defaultRetries, type RetryPolicy } from './retry.js';
export { type CallOptions, type ClientOptions, type PostOptions } from './transport.js';
export * from './types.js';
