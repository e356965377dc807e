/**
 * An HTTP operation as data: its path, the Joi schemas of what goes in, and a function that translates, asks and answers.
 * `mountOperations` puts them on a router; nothing else registers routes.
 */
import type { Readable } from 'node:stream';
import express, { Router, type Request, type Response } from 'express';
import Joi from 'joi';
import type {
  Actor,
  AuditContext,
  BatchContext,
  CalendarContext,
  ChangeFeed,
  CommandBase,
  DesignContext,
  JournalSearchContext,
  DeskStores,
  OutsideContext,
  RoleName,
  WorkspaceContext,
} from '../engine/index.ts';
import { EdgeRefusal } from './problem.ts';
import { jsonType, sendText } from './send-text.ts';
import type { SignIn } from './sign-in.ts';

/** What operations may use; supplied by the composition root. */
export type ApiContext = BatchContext &
  DesignContext &
  AuditContext &
  JournalSearchContext &
  CalendarContext &
  DeskStores &
  OutsideContext<Readable> &
  WorkspaceContext & {
    readonly signIn: SignIn;
    readonly feed: ChangeFeed;
    /** Aborted when the node stops: whatever answers for ever ends then. */
    readonly stopping: AbortSignal;
    now(): Date;
    /** True when there may be new outside work or `ms` have passed; false when `gone` aborts. */
    /** Whom a demo can be tried as; absent where the demo's staff may not sign in. */
    readonly demoSignIns?: readonly {
      readonly id: string;
      readonly name: string;
      readonly role: RoleName;
      readonly password: string;
    }[];
    /** Percent of the demo's month that is there while it is being made; until then nothing may be changed. */
    demoMade?(): number | undefined;
    waitForWork(ms: number, gone: AbortSignal): Promise<boolean>;
  };

export type Schemas = {
  readonly params?: Joi.ObjectSchema;
  readonly query?: Joi.ObjectSchema;
  readonly body?: Joi.ObjectSchema;
};

export type Call<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly actor: Actor;
  /** Actor, moment and idempotency key, stamped once. */
  readonly command: CommandBase & { readonly expectedRev?: number };
  readonly request: Request;
  readonly response: Response;
};

export type Reply = {
  readonly status?: number;
  readonly body?: unknown;
  readonly etag?: string;
  readonly location?: string;
  /** Writes the answer itself, for streams; status and headers so far are set. Resolves when it is complete. */
  write?(response: Response): Promise<void>;
};

export type Operation = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly access: 'public' | 'signedIn';
  readonly schemas: Schemas;
  /** Largest body in MiB; default 1. */
  readonly bodyLimit?: number;
  /** Media type of the answer; default `application/json`. */
  readonly produces?: string;
  /** Media type of the body; default `application/json`, which is read and checked; any other is left to `handle`. */
  readonly consumes?: string;
  handle(context: ApiContext, call: Call<unknown, unknown, unknown>): Promise<Reply>;
};

/** Declares an operation with the types its schemas guarantee. */
export const operation = <Params = unknown, Query = unknown, Body = unknown>(
  declared: Omit<Operation, 'handle'> & {
    handle(context: ApiContext, call: Call<Params, Query, Body>): Promise<Reply>;
  },
): Operation => declared;

type Part = 'params' | 'query' | 'body';

/** What the schemas make of a request; throws `INVALID_REQUEST` with every problem at once. Only JSON bodies have types of their own. */
export const validate = (schemas: Schemas, request: Request, form?: object): Record<Part, unknown> => {
  const problems: { in: Part; field: string; message: string }[] = [];
  const check = (part: Part, given: unknown): unknown => {
    const schema = schemas[part] ?? Joi.object({});
    const { value, error } = schema.validate(given ?? {}, {
      abortEarly: false,
      convert: part !== 'body' || form !== undefined,
    });
    for (const { path, message } of error?.details ?? []) problems.push({ in: part, field: path.join('.'), message });
    return value as unknown;
  };
  const checked = {
    params: check('params', request.params),
    query: check('query', request.query),
    body: check('body', form ?? request.body),
  };
  if (problems.length > 0)
    throw new EdgeRefusal(
      'INVALID_REQUEST',
      `The request has ${problems.length} problem(s): ${problems.map((problem) => `${problem.in}: ${problem.message}`).join('; ')}.`,
      { problems },
    );
  return checked;
};

const idempotencyKey = Joi.string().max(200).trim().min(1);

const commandOf = (actor: Actor, at: Date, request: Request): Call<unknown, unknown, unknown>['command'] => {
  const key = request.get('Idempotency-Key');
  if (key !== undefined && idempotencyKey.validate(key).error)
    throw new EdgeRefusal('INVALID_REQUEST', 'The header Idempotency-Key must have 1 to 200 characters.');
  const match = request.get('If-Match');
  const rev = match === undefined || match === '*' ? undefined : /^(?:W\/)?"(\d+)"$/.exec(match)?.[1];
  if (match !== undefined && match !== '*' && rev === undefined)
    throw new EdgeRefusal('INVALID_REQUEST', `The header If-Match must be an ETag such as "7", not ${match}.`);
  return {
    actor,
    at,
    ...(key !== undefined && { key }),
    ...(rev !== undefined && { expectedRev: Number(rev) }),
  };
};

/** Who asks on public paths. */
export const nobody: Actor = { id: 'anonymous', kind: 'user', roles: [] };

const jsonTypes = ['application/json', 'application/*+json'];

const requireJson = (request: Request): void => {
  const hasBody = Number(request.get('Content-Length') ?? 0) > 0 || request.get('Transfer-Encoding') !== undefined;
  if (hasBody && !request.is(jsonTypes))
    throw new EdgeRefusal(
      'UNSUPPORTED_MEDIA_TYPE',
      `The request body must be application/json, not ${request.get('Content-Type') ?? 'unnamed'}.`,
    );
};

export const mountOperations = (context: ApiContext, operations: readonly Operation[]): Router => {
  const router = Router({ caseSensitive: true });
  for (const { method, path, access, schemas, bodyLimit = 1, consumes, handle } of operations)
    router[method](
      path,
      express.json({ limit: `${bodyLimit}mb`, strict: true, type: consumes === undefined ? jsonTypes : () => false }),
      async (request, response) => {
        const actor = access === 'public' ? nobody : await context.signIn.actorOf(request, context.now());
        if (consumes === undefined) requireJson(request);
        const { params, query, body } = validate(schemas, request);
        const command = commandOf(actor, context.now(), request);
        const reply = await handle(context, { params, query, body, actor, command, request, response });
        if (reply.etag !== undefined) response.setHeader('ETag', `"${reply.etag}"`);
        if (reply.location !== undefined) response.setHeader('Location', reply.location);
        if (reply.write) {
          response.status(reply.status ?? 200);
          await reply.write(response);
        } else if (reply.body === undefined) response.status(reply.status ?? 204).end();
        else {
          response.status(reply.status ?? 200);
          await sendText(request, response, jsonType, JSON.stringify(reply.body));
        }
      },
    );
  for (const path of new Set(operations.map((declared) => declared.path))) {
    const allowed = operations.filter((declared) => declared.path === path).map(({ method }) => method.toUpperCase());
    router.all(path, (request, response) => {
      response.setHeader('Allow', allowed.join(', '));
      throw new EdgeRefusal(
        'METHOD_NOT_ALLOWED',
        `${request.method} is not possible on ${request.originalUrl}; possible are ${allowed.join(', ')}.`,
      );
    });
  }
  return router;
};
