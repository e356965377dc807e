/** Process definitions: which there are, what is in a version, and its diagram. */
import Joi from 'joi';
import { listProcesses, listVersions, viewDefinition, viewDiagram } from '../../engine/index.ts';
import { operation } from '../operation.ts';

const processKey = Joi.string()
  .max(200)
  .pattern(/^[^\s:/]+$/, 'process key');

/** `<key>` or `<key>:<version>`. */
export const definitionRef = Joi.string()
  .max(220)
  .pattern(/^[^\s:/]+(?::[1-9]\d{0,8})?$/, 'definition such as complaint or complaint:3');

const refParams = Joi.object({ ref: definitionRef.required() });

export const listDefinitionsOperation = operation<unknown, { key?: string; after?: number; limit: number }>({
  method: 'get',
  path: '/definitions',
  summary: 'The newest version of every process; with a key, the versions of that process, newest first',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      key: processKey,
      after: Joi.number().integer().min(1).description('Sequence of the deployment at which the page before ended'),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query: { key, after, limit } }) {
    if (key === undefined) return { body: { definitions: await listProcesses(context), next: null } };
    const definitions = await listVersions(context, key, after, limit);
    return { body: { definitions, next: definitions.length < limit ? null : (definitions.at(-1)?.sequence ?? null) } };
  },
});

export const showDefinition = operation<{ ref: string }>({
  method: 'get',
  path: '/definitions/:ref',
  summary: 'One version of a process with its elements; a key alone means the newest',
  access: 'signedIn',
  schemas: { params: refParams },
  handle: async (context, { params }) => ({ body: await viewDefinition(context, params.ref) }),
});

export const showDiagram = operation<{ ref: string }>({
  method: 'get',
  path: '/definitions/:ref/xml',
  summary: 'The diagram of a version exactly as it was deployed',
  access: 'signedIn',
  schemas: { params: refParams },
  handle: async (context, { params }) => ({ body: await viewDiagram(context, params.ref) }),
});
