import type { Actor } from '../case/actor.ts';
import { authoriseView } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import type { JournalEntry } from '../case/journal.ts';
import type { Organisation } from '../case/organisation.ts';
import { caseAs, entriesAs, sightOf, type Sight } from '../case/visibility.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import type { AccessLog } from '../personal-data/access-log.ts';
import type { Readers } from '../readers.ts';

export type ReadContext = {
  readonly readers: Readers;
  readonly organisation: Organisation;
  readonly accessLog: AccessLog;
  /** The moment of reading; looking at personal data is recorded with it. */
  now(): Date;
};

/** The case as it may be shown to this actor, who sees it in a list. */
export const maskFor = (actor: Actor, organisation: Organisation, current: Case): Case => {
  const seen = sightOf(actor, organisation, current);
  if (seen) return caseAs(seen, current);
  throw new Error(`Case ${current.number} was listed for ${actor.id}, who may not see it.`);
};

/** A case as it is, for deciding, and how the actor sees it. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`. */
export const findSeen = async (
  { readers, organisation }: Pick<ReadContext, 'readers' | 'organisation'>,
  actor: Actor,
  idOrNumber: string,
): Promise<{ readonly current: Case; readonly seen: Sight }> => {
  const current = await readers.findCase(idOrNumber);
  if (!current) throw new Refusal('CASE_NOT_FOUND', `There is no case '${idOrNumber}'.`, { caseId: idOrNumber });
  authoriseView(actor, organisation, current);
  return { current, seen: sightOf(actor, organisation, current)! };
};

/** The same by id from where commands load it, for decisions that are only looked at. Refuses as `findSeen` does. */
export const loadSeen = async (
  { cases, organisation }: Pick<Context, 'cases' | 'organisation'>,
  actor: Actor,
  caseId: string,
): Promise<{ readonly current: Case; readonly seen: Sight }> => {
  const current = await cases.load(caseId);
  if (!current) throw new Refusal('CASE_NOT_FOUND', `There is no case '${caseId}'.`, { caseId });
  authoriseView(actor, organisation, current);
  return { current, seen: sightOf(actor, organisation, current)! };
};

const holdsPersonalData = ({ contact: { customer } }: Case): boolean =>
  customer.name !== undefined ||
  customer.phone !== undefined ||
  customer.email !== undefined ||
  customer.address !== undefined;

/**
 * One case, by id or number, as the actor may see it: whole, masked, or only the work sent to their branch. That somebody saw
 * personal data is noted in the access log. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`.
 */
export const viewCase = async (context: ReadContext, actor: Actor, idOrNumber: string): Promise<Case> => {
  const { current, seen } = await findSeen(context, actor, idOrNumber);
  if (actor.kind === 'user' && !seen.isMasked && holdsPersonalData(current))
    await context.accessLog.noteView({
      at: context.now(),
      userId: actor.id,
      caseId: current.id,
      caseNumber: current.number,
      centre: current.contact.centre,
    });
  return caseAs(seen, current);
};

export type ShownEntry = JournalEntry & { readonly isMasked?: true };

/**
 * Entries of a case behind a sequence number as the actor may see them; `next` is where the following page begins, absent at
 * the end. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`.
 */
export const viewJournal = async (
  context: Pick<ReadContext, 'readers' | 'organisation'>,
  actor: Actor,
  idOrNumber: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly current: Case; readonly entries: readonly ShownEntry[]; readonly next?: number }> => {
  const { current, seen } = await findSeen(context, actor, idOrNumber);
  const entries = await context.readers.journal(current.id, after, limit);
  const last = entries.length < limit ? undefined : entries.at(-1)?.sequence;
  return { current, entries: entriesAs(seen, entries), ...(last !== undefined && { next: last }) };
};
