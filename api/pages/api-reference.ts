import Joi from 'joi';
import { apiReference, type ApiDocument } from '../../views/presenters/api-reference.ts';
import type { Operation } from '../operation.ts';
import { documentOf } from '../operations/openapi.ts';
import { page, type Page } from './page.ts';

/** The readable side of the OpenAPI document. */
export const apiReferencePage = (operations: () => readonly Operation[]): Page => {
  const document = documentOf(operations);
  return page<unknown, { find: string }>({
    method: 'get',
    path: '/api-reference',
    access: 'public',
    schemas: { query: Joi.object({ find: Joi.string().allow('').max(100).default('') }) },
    handle: async (_context, { query: { find }, t }) => ({
      template: 'pages/api-reference',
      title: t('api.title'),
      model: { ...apiReference(document() as unknown as ApiDocument, find, t), find },
    }),
  });
};
