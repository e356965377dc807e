/** What an actor sees of a case (requirement O3): all of it, all but personal data, or only the work sent to their branch. */
import type { Actor } from './actor.ts';
import type { Organisation } from './organisation.ts';
import { needsPersonalData, needsToSeePersonalData, seesCasesOf } from './authorisation.ts';
import type { Case, Run } from './case.ts';
import { takesPart } from './candidates.ts';
import type { JournalEntry } from './journal.ts';
import { maskCustomer } from './mask.ts';
import { maskFrom, unmasked, type Mask } from './mask-data.ts';
import { runsSentTo } from './sent-work.ts';

export type Sight = {
  /** Only these runs and what belongs to them; absent: the whole case. */
  readonly runIds?: ReadonlySet<string>;
  readonly isMasked: boolean;
  readonly mask: Mask;
};

const sight = (isMasked: boolean, current: Case): Sight => ({
  isMasked,
  mask: isMasked ? maskFrom(current.contact.customer) : unmasked,
});

/** Whether any role of the actor needs personal data: enough for what was addressed to that person. */
export const needsPersonalDataSomewhere = (actor: Actor): boolean =>
  actor.kind !== 'user' || actor.roles.some(({ role }) => needsPersonalData.has(role));

/** How the actor sees the case; `undefined`: not at all. */
export const sightOf = (actor: Actor, organisation: Organisation, current: Case): Sight | undefined => {
  if (seesCasesOf(actor, organisation, current.contact.centre))
    return sight(!needsToSeePersonalData(actor, organisation, current.contact.centre), current);
  const runIds = new Set(runsSentTo(actor, organisation, current));
  if (runIds.size > 0) return { ...sight(true, current), runIds };
  return takesPart(actor, current) ? sight(!needsPersonalDataSomewhere(actor), current) : undefined;
};

/** A work order is filled in for those who do it; everything around it is masked. */
const runAs = (run: Run, { mask, runIds }: Sight): Run => {
  if (runIds !== undefined && run.parent !== undefined) return run;
  return { ...run, execution: { ...run.execution, data: mask(run.execution.data) } };
};

/** What a branch is shown: listed member by member, so that what a case gains later stays hidden until somebody decides. */
const workOrders = (current: Case, seen: Sight, runIds: ReadonlySet<string>): Case => {
  const { contact, runs, tasks } = current;
  const shown = tasks.filter(({ runId }) => runIds.has(runId));
  return {
    id: current.id,
    number: current.number,
    rev: current.rev,
    status: current.status,
    contact: {
      centre: contact.centre,
      channel: contact.channel,
      subject: seen.mask(contact.subject),
      category: contact.category,
      severity: contact.severity,
      customer: { class: contact.customer.class },
      receivedAt: contact.receivedAt,
    },
    registeredAt: current.registeredAt,
    registeredBy: current.registeredBy,
    runs: runs.filter(({ id }) => runIds.has(id)).map((run) => runAs(run, seen)),
    tasks: shown,
    timers: current.timers.filter(({ runId }) => runIds.has(runId)),
    ...(current.pauses && { pauses: current.pauses.map(({ note: _, ...pause }) => pause) }),
    slaTargets: current.slaTargets.filter(({ taskId }) => runIds.has(taskId.split('.')[1] ?? '')),
    incidents: current.incidents.filter(({ runId }) => runIds.has(runId)),
    journalHead: current.journalHead,
    lastId: current.lastId,
  };
};

/** The case as it may be shown. */
export const caseAs = (seen: Sight, current: Case): Case => {
  if (seen.runIds) return workOrders(current, seen, seen.runIds);
  if (!seen.isMasked) return current;
  const { runs, journalHead, contact, ...others } = current;
  return {
    ...seen.mask(others),
    contact: { ...seen.mask({ ...contact, customer: undefined }), customer: maskCustomer(contact.customer) },
    runs: runs.map((run) => runAs(run, seen)),
    journalHead,
  };
};

/** The run an entry speaks of, if it speaks of one alone. */
export const runOf = ({ taskId, details }: Pick<JournalEntry, 'taskId' | 'details'>): unknown =>
  taskId?.split('.')[1] ?? details?.['runId'];

/** Whether an entry speaks of what the actor sees. */
export const entryIsSeen =
  ({ runIds }: Sight) =>
  (entry: Pick<JournalEntry, 'taskId' | 'details'>): boolean => {
    if (runIds === undefined) return true;
    const runId = runOf(entry);
    return typeof runId === 'string' && runIds.has(runId);
  };

/**
 * The entries as they may be shown; `isMasked` on those that hold more than is shown, whose hash therefore cannot be
 * followed by the reader.
 */
export const entriesAs = (
  seen: Sight,
  entries: readonly JournalEntry[],
): (JournalEntry & { readonly isMasked?: true })[] =>
  entries.filter(entryIsSeen(seen)).map((entry) => {
    const { happened, details, reason } = entry;
    const content = { ...(happened && { happened }), ...(details && { details }), ...(reason && { reason }) };
    const shown = seen.mask(content);
    return shown === content ? entry : { ...entry, ...shown, isMasked: true };
  });
