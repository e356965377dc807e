import { authoriseHandling, mayOverride } from '../case/authorisation.ts';
import { openPause } from '../case/clock.ts';
import type { Draft } from '../case/draft.ts';
import { pauseClocks } from '../case/pause-clock.ts';
import { requireNotSuspended } from '../case/require-task.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from './change-case.ts';

export type PauseClock = CaseCommand & {
  /** Id of a pause reason, for instance `awaitingCustomer`. */
  readonly pauseReason: string;
  /** In words. */
  readonly reason?: string;
};

/** Pauses the clock as `pauseClock` does. */
export const decidePause = (
  context: Pick<Context, 'organisation'>,
  draft: Draft,
  { actor, at, pauseReason, reason }: Decision<PauseClock>,
): Draft | undefined => {
  const { status, number, id, contact } = draft.case;
  authoriseHandling(actor, context.organisation, draft.case);
  if (status === 'closed')
    throw new Refusal('CASE_CLOSED', `Case ${number} is closed; its clock has ended.`, { caseId: id });
  requireNotSuspended(draft.case, 'its clock can be paused');
  const pause = openPause(draft.case);
  if (pause && pause.reason !== pauseReason)
    throw new Refusal('NOTHING_TO_DO', `The clock of case ${number} is paused already, for '${pause.reason}'.`, {
      ...pause,
    });
  const isFresh = mayOverride(actor, context.organisation, contact.centre);
  return pauseClocks(draft, { reason: pauseReason, by: actor.id, at, isFresh, ...present({ note: reason }) });
};

/**
 * Stops the clock of a case for one of the known reasons, at most up to its cap: whoever handles the case; a manager also when
 * the cap is used up. Pausing again for the same reason changes nothing.
 * Refuses with `NOT_ALLOWED`, `CASE_CLOSED`, `CASE_SUSPENDED`, `NOTHING_TO_DO`, `NOT_SUPPORTED`, `PAUSE_CAP_REACHED`.
 */
export const pauseClock = (context: Context, command: PauseClock): Promise<Answer> =>
  changeCase(context, 'pauseClock', command, (draft) => decidePause(context, draft, command));
