import type { components, paths } from './openapi.js';

export type JsonValue =
  null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };
export type JsonObject = { [name: string]: unknown };

type Content<Message> = Message extends { content: { 'application/json': infer Body } }
  ? Body : never;
type Success<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202 ? Content<Responses[Status]> : never;
}[keyof Responses];

/** A parameter in a path, whatever the description calls it. */
export type Id = `{${string}}`;

type Described<Path extends string> = paths[Extract<keyof paths, Path>];
type Operation<Path extends string, Method extends string> =
  Described<Path> extends infer Item ? Method extends keyof Item ? Item[Method] : never : never;

/**
 * What an operation answers when it succeeds, as the server describes it; any object where the
 * server that these types were made from has no such operation.
 */
export type AnswerOf<Path extends string, Method extends string> =
  [Operation<Path, Method>] extends [never] ? JsonObject
    : Operation<Path, Method> extends { responses: infer Responses } ? Success<Responses>
      : JsonObject;

/** What an operation takes as its body, likewise. */
export type BodyOf<Path extends string, Method extends string> =
  [Operation<Path, Method>] extends [never] ? JsonObject
    : Operation<Path, Method> extends { requestBody?: infer Body } ? Content<NonNullable<Body>>
      : JsonObject;

export type WorkType = components['schemas']['WorkType'];
export type Call = components['schemas']['Call'];
export type ClassifyCall = components['schemas']['ClassifyCall'];
export type Classification = components['schemas']['Classification'];
export type CallAnswer<Result = unknown> =
  Omit<components['schemas']['CallAnswer'], 'result'> & { result?: Result };
export type ClassifyAnswer = components['schemas']['ClassifyAnswer'];

type SchemaOr<Name extends string, Else> =
  components['schemas'] extends infer All ? Name extends keyof All ? All[Name] : Else : never;

/** A call that goes on after its answer: `GET /fn/jobs/:jobId` tells how. */
export type JobAccepted = SchemaOr<'JobAccepted', {
  success: true; jobId: string; taskId?: string; type: WorkType; status: string;
  classification: Classification;
}>;

/** One page of a list. */
export type Page<Item> = { items: Item[]; nextCursor?: string | null };
type ItemOf<Answer> = Answer extends { items: (infer Item)[] } ? Item : JsonObject;

export type Job = AnswerOf<`/fn/jobs/${Id}`, 'get'>;
export type JobListItem = ItemOf<AnswerOf<'/fn/jobs', 'get'>>;
export type DeliveryItem = ItemOf<AnswerOf<`/fn/jobs/${Id}/deliveries`, 'get'>>;
export type WebhookSecret = AnswerOf<'/fn/webhooks/secret', 'get'>;
/** What is sent to a `callbackUrl`; `type` tells which. */
export type WebhookBody = SchemaOr<'JobEnded', JsonObject> | SchemaOr<'TaskReminder', JsonObject>;
export type Task = AnswerOf<`/fn/tasks/${Id}`, 'get'>;
export type TaskListItem = ItemOf<AnswerOf<'/fn/tasks', 'get'>>;
export type AcceptedFunction = AnswerOf<`/fn/functions/${Id}`, 'get'>;
export type FunctionListItem = ItemOf<AnswerOf<'/fn/functions', 'get'>>;

/** States that a job does not leave. */
export const terminalStatuses: ReadonlySet<string> =
  new Set(['succeeded', 'failed', 'cancelled', 'expired']);
