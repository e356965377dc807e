/** What auditors ask: whether a case's journal and the ledger are whole. */
import Joi from 'joi';
import { authoriseAudit, verifyCase, verifyLedger } from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { operation } from '../operation.ts';

const caseParams = Joi.object({
  caseId: caseIdOrNumberSchema.required(),
});

export const verifyCaseOperation = operation<{ caseId: string }>({
  method: 'get',
  path: '/cases/:caseId/verification',
  summary: 'Whether the journal of a case is whole and agrees with the signed ledger, in words and as data',
  access: 'signedIn',
  schemas: { params: caseParams },
  handle: async (context, { params, actor }) => ({ body: await verifyCase(context, actor, params.caseId) }),
});

export const verifyLedgerOperation = operation({
  method: 'get',
  path: '/ledger/verification',
  summary: 'Whether the ledger is whole and every case it ever anchored is there unchanged',
  access: 'signedIn',
  schemas: {},
  handle: async (context, { actor }) => ({ body: await verifyLedger(context, actor) }),
});

export const showLedger = operation<unknown, { after: number; limit: number }>({
  method: 'get',
  path: '/ledger',
  summary: 'The signed ledger of journal heads in order, with the public keys to check it by',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      after: Joi.number().integer().min(0).default(0).description('Number at which the page before ended'),
      limit: Joi.number().integer().min(1).max(100).default(20),
    }),
  },
  async handle({ ledger }, { query, actor }) {
    authoriseAudit(actor);
    const [entries, keys, last] = await Promise.all([
      ledger.page(query.after, query.limit),
      ledger.publicKeys(),
      ledger.last(),
    ]);
    return {
      body: {
        entries,
        keys: Object.fromEntries(keys),
        total: last?.number ?? 0,
        next: entries.length < query.limit ? null : entries.at(-1)?.number,
      },
    };
  },
});
