import { advance } from '../case/advance.ts';
import { caseClock } from '../case/case.ts';
import type { Draft } from '../case/draft.ts';
import { fireCaseTimer } from '../case/fire-case-timer.ts';
import { present } from '../present.ts';
import type { Context } from '../ports.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type FireTimer = CaseCommand & { readonly runId: string; readonly timerId: string };

/** `undefined`: nothing is due. */
export const decideFiring = (
  context: Context,
  draft: Draft,
  { at, runId, timerId }: Pick<FireTimer, 'at' | 'runId' | 'timerId'>,
): Promise<Draft> | Draft | undefined => {
  const timer = draft.case.timers.find((candidate) => candidate.runId === runId && candidate.id === timerId);
  if (!timer || timer.dueAt > at || draft.case.suspended) return undefined;
  if (runId === caseClock) return fireCaseTimer(context, draft, timer, at);
  const dueAt = timer.armedFor && timer.dueAt.toISOString();
  return advance(context, draft, runId, { type: 'fireTimer', timerId, ...present({ dueAt }) }, at);
};

/**
 * Fires a due timer: the only way one ever fires. A timer that is gone (fired, cancelled), not yet due or of a suspended case
 * changes nothing, so that any number of sweeps may issue it.
 */
export const fireTimer = (context: Context, command: FireTimer): Promise<Answer> =>
  changeCase(context, 'fireTimer', command, (draft) => decideFiring(context, draft, command));
