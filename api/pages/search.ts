import Joi from 'joi';
import { searchCases } from '../../engine/index.ts';
import { foundCases } from '../../views/presenters/search.ts';
import { decodeKey, encodeKey } from '../page-key.ts';
import { EdgeRefusal } from '../problem.ts';
import { page } from './page.ts';

const pageSize = 30;

const keyOf = (after: string): { receivedAt: Date; caseId: string } => {
  const [moment = '', caseId = ''] = decodeKey(after, 2);
  const receivedAt = new Date(moment);
  if (Number.isNaN(receivedAt.getTime())) throw new EdgeRefusal('INVALID_REQUEST', 'The page of results is unknown.');
  return { receivedAt, caseId };
};

export const searchPage = page<unknown, { q: string; after?: string }>({
  method: 'get',
  path: '/search',
  access: 'signedIn',
  schemas: {
    query: Joi.object({ q: Joi.string().trim().max(200).allow('').default(''), after: Joi.string().max(300) }),
  },
  async handle(context, { query: { q, after }, actor, reader, t }) {
    // A case number leads straight to its case.
    if (/^c-?\d{1,9}$/i.test(q)) return { redirect: `/cases/C-${q.replace(/^c-?/i, '').padStart(6, '0')}` };
    const key = after === undefined ? undefined : keyOf(after);
    const { found, total } = await searchCases(context, actor, q, { limit: pageSize, ...(key && { after: key }) });
    const last = found.length === pageSize ? found.at(-1)?.case : undefined;
    const next = last && encodeKey([last.contact.receivedAt.toISOString(), last.id]);
    return {
      template: 'pages/search',
      title: q === '' ? t('search.title') : t('search.titleOf', { q }),
      model: {
        q,
        total,
        found: foundCases(found, context.organisation, reader.locale),
        isAsked: q !== '',
        nextHref: next === undefined ? undefined : `/search?${new URLSearchParams({ q, after: next }).toString()}`,
      },
    };
  },
});
