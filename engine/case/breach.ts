/** What follows from a broken promise: it is written on the target and in the journal, and the supervisors are told. */
import { candidateKey } from './candidates.ts';
import type { Case } from './case.ts';
import { change, record, type Draft } from './draft.ts';
import type { Organisation } from './organisation.ts';
import type { SlaTarget } from './sla-target.ts';

/** Queues a message of the case; to nobody, nothing. */
export const sendNotice = (draft: Draft, to: readonly string[], template: string, data: object): Draft =>
  to.length === 0
    ? draft
    : record(draft, {
        type: 'MessageQueued',
        details: { to, template },
        message: { to, template, data: { ...data } },
      });

/** Who is told that a promise was broken or that the clock of a case goes on. */
export const supervisorsOf = (organisation: Organisation, { contact }: Case): string[] =>
  ['manager-hotline', 'service-supervisor'].map((role) => candidateKey(organisation, role, contact.centre));

export type Breach = {
  readonly at: Date;
  /** The timer that fired, or why there was none to fire. */
  readonly cause: string;
  /** When that timer was due. */
  readonly timerDueAt?: Date;
  /** A contact taken over from elsewhere with its history: whoever could act then is not told now. */
  readonly isOld?: boolean;
};

export const recordBreach = (
  organisation: Organisation,
  draft: Draft,
  target: SlaTarget,
  { at, cause, timerDueAt, isOld = false }: Breach,
): Draft => {
  const { taskId, activityId, dueAt, tier } = target;
  const marked = change(draft, {
    slaTargets: draft.case.slaTargets.map((other) => (other.taskId === taskId ? { ...other, breachedAt: at } : other)),
  });
  const breached = record(marked, {
    type: 'SlaBreached',
    taskId,
    activityId,
    cause,
    details: { tier, dueAt, ...(timerDueAt && { timerDueAt }) },
  });
  const to = isOld ? [] : supervisorsOf(organisation, draft.case);
  return sendNotice(breached, to, 'sla-breached', { taskId, activityId, dueAt, tier });
};
