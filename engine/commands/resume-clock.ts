import { authoriseHandling } from '../case/authorisation.ts';
import type { Draft } from '../case/draft.ts';
import { resumeClocks } from '../case/pause-clock.ts';
import { requireNotSuspended } from '../case/require-task.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from './change-case.ts';

export type ResumeClock = CaseCommand & { readonly reason?: string };

/** Resumes the clock as `resumeClock` does. */
export const decideClockResumption = (
  context: Pick<Context, 'organisation' | 'calendars'>,
  draft: Draft,
  { actor, at, reason }: Decision<ResumeClock>,
): Draft | undefined => {
  authoriseHandling(actor, context.organisation, draft.case);
  requireNotSuspended(draft.case, 'its clock can go on');
  return resumeClocks(context, draft, { at, ...present({ note: reason }) });
};

/**
 * Lets the paused clock of a case go on; every due moment is later by the working time that passed. Nothing changes when it
 * runs. Whoever handles the case may. Refuses with `NOT_ALLOWED`, `CASE_SUSPENDED`.
 */
export const resumeClock = (context: Context, command: ResumeClock): Promise<Answer> =>
  changeCase(context, 'resumeClock', command, (draft) => decideClockResumption(context, draft, command));
