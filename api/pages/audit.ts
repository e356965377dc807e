/** The auditors' first page: what happened in all cases, and whether the ledger that vouches for it is whole. */
import Joi from 'joi';
import {
  authoriseAudit,
  mostCounted,
  nameElements,
  parseMoment,
  searchJournal,
  verifyLedger,
  visibleCentres,
  type Actor,
  type SearchJournal,
} from '../../engine/index.ts';
import { auditModel, type AuditQuery, type LedgerState } from '../../views/presenters/audit.ts';
import { dateSchema } from '../moment-schema.ts';
import type { ApiContext } from '../operation.ts';
import { journalKeyOf, searchOf, type JournalQuery } from '../operations/journal.ts';
import { encodeKey } from '../page-key.ts';
import { ifAllowed } from './if-allowed.ts';
import { page } from './page.ts';

const word = Joi.string().trim().max(100).empty('');
const date = dateSchema().empty('');

const pageSize = 50;
const dayMs = 24 * 60 * 60 * 1000;

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

/** The days of a reader's zone as moments. */
const journalQueryOf = ({ from, to, reasoned, ...query }: AuditQuery, timeZone: string): JournalQuery => ({
  ...query,
  ...(reasoned !== undefined && { reasoned: true }),
  ...(from !== undefined && { from: parseMoment(from, timeZone).toISOString() }),
  ...(to !== undefined && { to: parseMoment(dayAfter(to), timeZone).toISOString() }),
});

/** The ledger is for auditors; others who search are not told of it. */
const ledgerOf = async (context: ApiContext, actor: Actor, isChecked: boolean): Promise<LedgerState | undefined> => {
  authoriseAudit(actor);
  const last = await context.ledger.last();
  return {
    entries: last?.number ?? 0,
    ...(last && { lastAt: last.at }),
    ...(isChecked && { checked: await verifyLedger(context, actor) }),
  };
};

export const auditPage = page<unknown, AuditQuery & { after?: string; ledger?: 'check' }>({
  method: 'get',
  path: '/audit',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      centre: word,
      actor: word,
      type: word,
      datum: word,
      reasoned: Joi.valid('yes').empty(''),
      from: date,
      to: date,
      after: Joi.string().max(300),
      ledger: Joi.valid('check'),
    }),
  },
  async handle(context, { query: { after, ledger, ...query }, actor, reader, t }) {
    const asked = journalQueryOf(query, reader.timeZone);
    const search: SearchJournal = {
      ...searchOf(asked),
      limit: pageSize,
      ...(after !== undefined && { before: journalKeyOf(after) }),
    };
    const [{ found, total, next }, names, ledgerState] = await Promise.all([
      searchJournal(context, actor, search),
      nameElements(context),
      ifAllowed(ledgerOf(context, actor, ledger === 'check')),
    ]);
    return {
      template: 'pages/audit',
      title: t('audit.title'),
      bundles: ['audit'],
      model: auditModel(
        {
          query,
          search: Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, String(value)])),
          found,
          total,
          mostCounted,
          centres: visibleCentres(actor, context.organisation).all,
          ...(next && { next: encodeKey([next.at.toISOString(), next.id]) }),
          ...(ledgerState && { ledger: ledgerState }),
        },
        names,
        { organisation: context.organisation, reader, t },
      ),
    };
  },
});
