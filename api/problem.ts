/** Every error leaves as `application/problem+json` (RFC 9457) with a stable code. The only place that knows status codes. */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Response } from 'express';
import { Refusal, type ModelProblem, type RefusalCode } from '../engine/index.ts';
import type { Locale } from '../views/locale.ts';
import { problemIn } from '../views/presenters/model-problem.ts';
import { askedLocale } from './asked-locale.ts';

/** Refusals of the edge itself, before any command is tried. */
export type EdgeCode =
  | 'INVALID_REQUEST'
  | 'INVALID_JSON'
  | 'BODY_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'NOT_SIGNED_IN'
  | 'WRONG_CREDENTIALS'
  | 'TOO_MANY_ATTEMPTS'
  | 'FOREIGN_ORIGIN'
  | 'NOT_READY'
  | 'NO_SUCH_OPERATION'
  | 'METHOD_NOT_ALLOWED';

const statusOf: Record<RefusalCode | EdgeCode, number> = {
  CASE_NOT_FOUND: 404,
  TASK_NOT_FOUND: 404,
  FILTER_NOT_FOUND: 404,
  DEFINITION_NOT_FOUND: 404,
  DESIGN_NOT_FOUND: 404,
  CENTRE_NOT_FOUND: 422,
  CUSTOMER_NOT_FOUND: 404,
  INVALID_LINK: 422,
  NOT_A_MAJOR_INCIDENT: 409,
  CALENDAR_NOT_FOUND: 404,
  INVALID_CALENDAR: 422,
  CALENDAR_IN_USE: 409,
  NODE_NOT_FOUND: 422,
  PERSON_NOT_FOUND: 404,
  INVALID_ASSIGNEE: 422,
  PERSON_EXISTS: 409,
  SHIFT_NOT_FOUND: 422,
  ABSENCE_NOT_FOUND: 404,
  HANDOVER_NOT_FOUND: 404,
  HANDOVER_CLOSED: 409,
  DEFINITION_REFUSED: 422,
  EXECUTION_NOT_WAITING: 409,
  NOT_SUPPORTED: 422,
  NOT_ALLOWED: 403,
  TASK_ALREADY_CLAIMED: 409,
  TASK_NOT_OPEN: 409,
  CASE_CLOSED: 409,
  BATCH_NOT_FOUND: 404,
  CASE_SUSPENDED: 409,
  NOTHING_TO_DO: 409,
  PAUSE_CAP_REACHED: 409,
  CHOICE_NEEDED: 422,
  CASE_TOO_LARGE: 422,
  INVALID_FORM: 422,
  VERSION_CONFLICT: 409,
  IDEMPOTENCY_KEY_REUSED: 422,
  WORK_NOT_FOUND: 404,
  LOCK_LOST: 409,
  ATTACHMENT_NOT_FOUND: 404,
  ATTACHMENT_REFUSED: 422,
  DELIVERY_NOT_FOUND: 404,
  DELIVERY_NOT_DEAD: 409,
  INVALID_REQUEST: 400,
  INVALID_JSON: 400,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  NOT_SIGNED_IN: 401,
  WRONG_CREDENTIALS: 401,
  TOO_MANY_ATTEMPTS: 429,
  FOREIGN_ORIGIN: 403,
  NOT_READY: 503,
  NO_SUCH_OPERATION: 404,
  METHOD_NOT_ALLOWED: 405,
};

/** Every code a problem may carry besides `FAILURE`. */
export const problemCodes: readonly string[] = Object.keys(statusOf);

export class EdgeRefusal extends Error {
  override readonly name = 'EdgeRefusal';
  readonly code: EdgeCode;
  readonly details: Record<string, unknown>;

  constructor(code: EdgeCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

const send = (response: Response, status: number, problem: Record<string, unknown>): void => {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ status, ...problem }));
};

/** What body-parser and express themselves throw, in our words. */
const translate = (error: unknown): unknown => {
  const { type, status, message, limit } = (error ?? {}) as Readonly<Record<string, unknown>>;
  if (type === 'entity.too.large')
    return new EdgeRefusal('BODY_TOO_LARGE', `The request body is larger than the allowed ${String(limit)} bytes.`, {
      allowed: limit,
    });
  if (type === 'entity.parse.failed')
    return new EdgeRefusal('INVALID_JSON', `The request body is not valid JSON: ${String(message)}.`);
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return new EdgeRefusal('UNSUPPORTED_MEDIA_TYPE', 'The request body must be UTF-8 JSON without exotic encodings.');
  if (error instanceof URIError || (typeof status === 'number' && status >= 400 && status < 500))
    return new EdgeRefusal('INVALID_REQUEST', `The request could not be read: ${String(message)}.`);
  return error;
};

/** What became of a request, ready to be shown as JSON or as a page. */
export type Problem = {
  readonly status: number;
  readonly code: RefusalCode | EdgeCode | 'FAILURE';
  readonly detail: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Under which a failure of ours was logged. */
  readonly reference?: string;
};

export type LogFailure = (reference: string, error: unknown) => void;

/** Whatever a route threw, in words for the caller. A failure is logged with a reference and told without its message. */
export const problemOf = (thrown: unknown, logFailure: LogFailure): Problem => {
  const error = translate(thrown);
  if (error instanceof Refusal || error instanceof EdgeRefusal)
    return { status: statusOf[error.code], code: error.code, detail: error.message, details: error.details };
  const reference = randomUUID();
  logFailure(reference, error);
  return {
    status: 500,
    code: 'FAILURE',
    detail: `Something went wrong on our side. Quote reference ${reference} when you report it; your request changed nothing or can be repeated with the same Idempotency-Key.`,
    details: {},
    reference,
  };
};

/** The findings of the deploy checks, as their reader asked for them. */
const inLanguage = (details: Problem['details'], locale: Locale): Problem['details'] => {
  const { problems } = details;
  return Array.isArray(problems)
    ? { ...details, problems: (problems as ModelProblem[]).map(problemIn(locale)) }
    : details;
};

/** Answers an API request with the problem. */
export const problemHandler =
  (logFailure: LogFailure): ErrorRequestHandler =>
  (thrown, request, response, next) => {
    if (response.headersSent) return next(thrown);
    const { status, code, detail, details: told, reference } = problemOf(thrown, logFailure);
    const details = code === 'DEFINITION_REFUSED' ? inLanguage(told, askedLocale(request)) : told;
    if (code === 'NOT_SIGNED_IN') response.setHeader('WWW-Authenticate', 'Bearer realm="caseladder"');
    send(response, status, {
      type: `urn:caseladder:problem:${code}`,
      title: reference === undefined ? code.toLowerCase().replaceAll('_', ' ') : 'internal failure',
      code,
      detail,
      ...(Object.keys(details).length > 0 && { details }),
      ...(reference !== undefined && { reference }),
    });
  };
