import type { Actor } from '../case/actor.ts';
import { maskFrom } from '../case/mask-data.ts';
import { isWithin } from '../case/organisation.ts';
import { needsPersonalDataSomewhere } from '../case/visibility.ts';
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import type { DeskContext } from './desk-context.ts';
import type { OrganisationEntry, OrganisationJournalFilter } from './desk-record.ts';
import { auditedNodes, authoriseReadingJournal, authoriseReadingPeople, readableNodes } from './desk-rights.ts';
import type { Person, PersonFilter } from './person.ts';

export type ListPeople = Omit<PersonFilter, 'nodes'> & {
  /** Only people with a role at this node or below. */
  readonly node?: string;
};

type Reading = Pick<DeskContext, 'people' | 'organisation'>;

/** A page of the people of the actor's part of the organisation, by id. Refuses with `NOT_ALLOWED`. */
export const listPeople = async (
  { people, organisation }: Reading,
  actor: Actor,
  { node, ...asked }: ListPeople,
): Promise<{ readonly people: readonly Person[]; readonly total: number }> => {
  authoriseReadingPeople(actor, organisation);
  const nodes = readableNodes(actor, organisation).filter(
    (id) => node === undefined || isWithin(organisation, id, node),
  );
  const [found, total] = await Promise.all([people.list({ ...asked, nodes }), people.count({ ...asked, nodes })]);
  return { people: found, total };
};

/** One person; everybody may look at themselves. Refuses with `PERSON_NOT_FOUND`, also for those out of sight. */
export const viewPerson = async ({ people, organisation }: Reading, actor: Actor, id: string): Promise<Person> => {
  const person = await people.find(id);
  const readable = new Set(readableNodes(actor, organisation));
  if (person && (person.id === actor.id || person.roles.some(({ node }) => readable.has(node)))) return person;
  throw new Refusal('PERSON_NOT_FOUND', `There is no person '${id}' in your part of the organisation.`, { id });
};

export type ShownOrganisationEntry = OrganisationEntry & {
  /** It holds more than is shown, so that its hash cannot be followed by the reader. */
  readonly isMasked?: true;
};

/** Notes of a shift may speak of customers. */
const entryAs = ({ before, after, reason, ...entry }: OrganisationEntry): ShownOrganisationEntry => {
  const content = present({ before, after, reason });
  const shown = maskFrom()(content);
  return { ...entry, ...shown, ...(shown !== content && { isMasked: true as const }) };
};

/**
 * A page of the organisation's journal in order, as far as the actor answers for it, without personal data their roles do not
 * need. Refuses with `NOT_ALLOWED`.
 */
export const listOrganisationEntries = async (
  { organisationJournal, organisation }: Pick<DeskContext, 'organisationJournal' | 'organisation'>,
  actor: Actor,
  asked: Omit<OrganisationJournalFilter, 'nodes'>,
): Promise<readonly ShownOrganisationEntry[]> => {
  authoriseReadingJournal(actor, organisation);
  const entries = await organisationJournal.list({ ...asked, nodes: auditedNodes(actor, organisation) });
  return needsPersonalDataSomewhere(actor) ? entries : entries.map(entryAs);
};
