/** Registers a contact as a case and starts its process (requirement C1). */
import { advance } from '../case/advance.ts';
import { authoriseRegistration, authoriseView } from '../case/authorisation.ts';
import type { Case, Contact } from '../case/case.ts';
import { draftOf, record, sealDraft, type Draft } from '../case/draft.ts';
import { beginLink } from '../case/link-changes.ts';
import { emptyJournal } from '../case/journal.ts';
import { newRun } from '../case/run.ts';
import { recogniseRepeats, type Repeat } from '../contacts/recognise-repeats.ts';
import { knownCustomer } from '../customer/known-customer.ts';
import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import type { Context, DeployedDefinition } from '../ports.ts';
import { present } from '../present.ts';
import { answerAs, answerOf, digestOf, earlierAnswer, type Answer, type CommandBase } from './change-case.ts';

export type RegisterCase = CommandBase & {
  /** Key of the process that handles it; its newest version is started. */
  readonly definitionKey: string;
  /** Without `receivedAt` the contact is received when it is registered. */
  readonly contact: Omit<Contact, 'receivedAt'> & { readonly receivedAt?: Date };
  /** Further start data for the case file. */
  readonly data?: Data;
  /** The start event that has occurred, for a process that does not begin with a plain one. */
  readonly startEventId?: string;
  /** The case a part of whose matter this is; such a case is no repeat. */
  readonly splitFrom?: { readonly id: string; readonly number: string; readonly reason: string };
};

const requireDefinition = async (context: Context, key: string): Promise<DeployedDefinition> => {
  const deployed = await context.definitions.latest(key);
  if (!deployed) throw new Refusal('DEFINITION_NOT_FOUND', `No process '${key}' is deployed.`, { definitionKey: key });
  if (!deployed.definition.isExecutable)
    throw new Refusal('DEFINITION_NOT_FOUND', `Process '${key}' is not marked executable and cannot be started.`, {
      definitionKey: key,
    });
  return deployed;
};

/** What a process may read about the contact; personal data stays out of it. */
const caseFileOf = (contact: Contact, data: Data | undefined): Data => ({
  ...data,
  centre: contact.centre,
  channel: contact.channel,
  category: contact.category,
  severity: contact.severity,
  customerClass: contact.customer.class,
  receivedAt: contact.receivedAt.toISOString(),
});

const newCase = (
  id: string,
  number: string,
  contact: Contact,
  command: RegisterCase,
  deployed: DeployedDefinition,
): Case => {
  return {
    id,
    number,
    rev: 0,
    status: 'open',
    contact,
    registeredAt: command.at,
    registeredBy: command.actor.id,
    runs: [newRun('r1', deployed)],
    tasks: [],
    timers: [],
    slaTargets: [],
    incidents: [],
    journalHead: emptyJournal,
    lastId: 1,
  };
};

/** Writes down why the contact is a repeat and links it to the latest of the earlier ones. */
const recordRepeats = (draft: Draft, repeats: readonly Repeat[], { at, actor }: CommandBase): Draft => {
  const [latest] = repeats;
  if (!latest) return draft;
  const { earlier, likeness } = latest;
  return beginLink(
    draft,
    {
      other: earlier,
      kind: 'repeatOf',
      at,
      by: actor.id,
      details: { repeatCount: repeats.length, earlier: repeats.map((repeat) => repeat.earlier.number), likeness },
    },
    'RepeatContactRecognised',
  );
};

const recordSplit = (draft: Draft, { splitFrom, at, actor }: RegisterCase): Draft => {
  if (!splitFrom) return draft;
  const { reason, ...other } = splitFrom;
  return beginLink(draft, { other, kind: 'splitFrom', at, by: actor.id, reason }, 'CaseSplit');
};

/**
 * The case as its registration would make it, not stored; the caller has checked the centre and who asks.
 * Refuses with `DEFINITION_NOT_FOUND`.
 */
export const draftRegistration = async (
  context: Context,
  command: RegisterCase,
  identify: () => Promise<Pick<Case, 'id' | 'number'>>,
): Promise<Draft> => {
  const said: Contact = { ...command.contact, receivedAt: command.contact.receivedAt ?? command.at };
  const deployed = await requireDefinition(context, command.definitionKey);
  const contact: Contact = { ...said, customer: await knownCustomer(context, said.customer) };
  const repeats = command.splitFrom ? [] : await recogniseRepeats(context, contact);
  const { id, number } = await identify();
  const fresh = newCase(id, number, contact, command, deployed);
  const registered = record(draftOf(fresh), {
    type: 'CaseRegistered',
    details: {
      number: fresh.number,
      definition: fresh.runs[0]?.definition,
      ...present({ source: contact.source }),
      centre: contact.centre,
      channel: contact.channel,
      category: contact.category,
      severity: contact.severity,
      receivedAt: contact.receivedAt,
      ...present({ contactPromisedBy: contact.contactPromisedBy }),
    },
  });
  return advance(
    context,
    recordSplit(recordRepeats(registered, repeats, command), command),
    'r1',
    {
      type: 'start',
      data: {
        ...caseFileOf(contact, command.data),
        caseNumber: fresh.number,
        repeatContact: repeats.length > 0,
        repeatCount: repeats.length,
      },
      ...present({ startEventId: command.startEventId }),
    },
    command.at,
  );
};

/**
 * Registers a contact once: a repeat with the same key, or of the same source record, gets the first case back.
 * Refuses with `CENTRE_NOT_FOUND`, `DEFINITION_NOT_FOUND`, `NOT_ALLOWED`, `IDEMPOTENCY_KEY_REUSED`.
 */
export const registerCase = async (context: Context, command: RegisterCase): Promise<Answer> => {
  const { key, actor } = command;
  // The key's digest is taken of what the caller sent, so that a repeat a moment later is still the same.
  const said: Contact = { ...command.contact, receivedAt: command.contact.receivedAt ?? command.at };
  if (context.organisation.get(said.centre)?.kind !== 'centre')
    throw new Refusal(
      'CENTRE_NOT_FOUND',
      `There is no centre '${said.centre}'; the centres are ${[...context.organisation.values()]
        .filter(({ kind }) => kind === 'centre')
        .map(({ id }) => id)
        .join(', ')}.`,
      { centre: said.centre },
    );
  authoriseRegistration(actor, context.organisation, said.centre);
  const registrationKey = key === undefined ? undefined : `${actor.id}:${key}`;
  const keyDigest = key === undefined ? undefined : digestOf(context, 'registerCase', command);

  const registeredBefore = async (): Promise<Answer | undefined> => {
    const existing = await context.cases.findRegistered(present({ registrationKey, source: said.source }));
    if (!existing) return undefined;
    authoriseView(actor, context.organisation, existing);
    const entries = key === undefined ? [] : await context.cases.entriesOfCommand(existing.id, key);
    const repeated = key !== undefined && keyDigest !== undefined && earlierAnswer(existing, entries, key, keyDigest);
    return repeated ? answerAs(context, actor, existing, repeated) : { ...answerOf(existing, []), isRepeat: true };
  };

  if (registrationKey !== undefined || said.source) {
    const earlier = await registeredBefore();
    if (earlier) return earlier;
  }
  const started = await draftRegistration(context, command, async () => ({
    id: context.newId(),
    number: await context.cases.nextNumber(),
  }));
  const change = sealDraft(
    started,
    { actor, at: command.at, command: 'registerCase', ...present({ key, keyDigest }) },
    context.digest,
  );
  const outcome = await context.cases.commit(change, 'new', registrationKey);
  if (outcome === 'committed') return answerAs(context, actor, change.next, answerOf(change.next, change.entries));
  const earlier = await registeredBefore();
  if (earlier) return earlier;
  throw new Refusal('VERSION_CONFLICT', `Case ${change.next.number} could not be registered; try again.`, {});
};
