/** The OpenAPI 3.1 document, made of the declared operations: schemas from Joi, answers and examples from a recorded story. */
import type Joi from 'joi';
import type { Operation } from '../operation.ts';
import { problemCodes } from '../problem.ts';
import type { RecordedExample } from './example.ts';
import { shapeOf, type JsonSchema } from './shape.ts';

type ObjectSchema = { properties?: Record<string, JsonSchema>; required?: string[] };

/** JSON Schema 2020-12 of what an operation takes in. */
const schemaOf = (schema: Joi.Schema): JsonSchema => schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' });

const parametersIn = (place: 'path' | 'query', schema: Joi.ObjectSchema | undefined, example?: RecordedExample) => {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema) as ObjectSchema;
  const given = place === 'path' ? example?.params : example?.query;
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
    ...(given?.[name] !== undefined && { example: given[name] }),
  }));
};

const commandHeaders = [
  { $ref: '#/components/parameters/IdempotencyKey' },
  { $ref: '#/components/parameters/IfMatch' },
] as const;

/** `POST /cases/:caseId/tasks` → `postCasesTasks`: stable as long as method and path are. */
const operationId = ({ method, path }: Operation): string =>
  method +
  path
    .split(/[/-]/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith(':') ? `By${part[1]!.toUpperCase()}${part.slice(2)}` : part[0]!.toUpperCase() + part.slice(1),
    )
    .join('');

const subjectOf = ({ path }: Operation): string => path.split('/')[1] || 'api';

const answerOf = (example: RecordedExample | undefined, produces: string): Record<string, unknown> => ({
  description: example?.answer === undefined ? 'Done' : 'As in the example',
  ...(example?.answer !== undefined && {
    headers: {
      ETag: { description: 'Revision of the case, where the answer is about one', schema: { type: 'string' } },
    },
    content: { [produces]: { schema: shapeOf(example.answer), example: example.answer } },
  }),
});

/** Of operations that take a file instead of JSON. */
const fileBody = (consumes: string): Record<string, unknown> => {
  const file = { type: 'string', format: 'binary' };
  const schema = consumes === 'multipart/form-data' ? { type: 'object', properties: { file } } : file;
  return { required: true, content: { [consumes]: { schema } } };
};

const describe = (operation: Operation, example: RecordedExample | undefined): Record<string, unknown> => {
  const { method, summary, access, schemas, produces = 'application/json', consumes = 'application/json' } = operation;
  return {
    operationId: operationId(operation),
    summary,
    tags: [subjectOf(operation)],
    parameters: [
      ...parametersIn('path', schemas.params, example),
      ...parametersIn('query', schemas.query, example),
      ...(method === 'get' || access === 'public' ? [] : commandHeaders),
    ],
    ...(schemas.body && {
      requestBody: {
        required: (schemaOf(schemas.body) as ObjectSchema).required !== undefined,
        content: {
          [consumes]: {
            schema: schemaOf(schemas.body),
            ...(example?.body !== undefined && { example: example.body }),
          },
        },
      },
    }),
    ...(operation.consumes !== undefined && !schemas.body && { requestBody: fileBody(consumes) }),
    responses: {
      [example?.status ?? 200]: answerOf(example, produces),
      default: { $ref: '#/components/responses/Problem' },
    },
    ...(access === 'public' && { security: [] }),
  };
};

const components = {
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer', description: 'The token of POST /session' },
    cookie: {
      type: 'apiKey',
      in: 'cookie',
      name: 'caseladder',
      description: 'The same token, set by POST /session for browsers',
    },
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'The same key carries out the same command once; a repeat gets the first answer.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      description: 'ETag of the revision the command is meant for; refused with VERSION_CONFLICT when it has changed.',
      schema: { type: 'string' },
    },
  },
  schemas: {
    Problem: {
      type: 'object',
      description: 'RFC 9457',
      required: ['type', 'title', 'status', 'code', 'detail'],
      properties: {
        type: { type: 'string', format: 'uri' },
        title: { type: 'string' },
        status: { type: 'integer' },
        code: { type: 'string', enum: [...problemCodes, 'FAILURE'] },
        detail: { type: 'string', description: 'What was given, where, and what is allowed' },
        details: { type: 'object' },
        reference: { type: 'string', description: 'Of a failure on our side, to quote in a report' },
      },
    },
  },
  responses: {
    Problem: {
      description: 'Refused, with a stable code',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
} as const;

/** Examples are found by `METHOD /path`; the first of an operation is shown. */
export const openApiDocument = (
  operations: readonly Operation[],
  examples: readonly RecordedExample[],
  version: string,
): Record<string, unknown> => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    const name = `${operation.method.toUpperCase()} ${operation.path}`;
    paths[path] ??= {};
    paths[path][operation.method] = describe(
      operation,
      examples.find((example) => example.operation === name),
    );
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Caseladder',
      version,
      description: 'BPMN-driven case management for customer service. Moments are ISO 8601 in UTC, durations ISO 8601.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: [...new Set(operations.map(subjectOf))].map((name) => ({ name })),
    paths,
    components,
  };
};
