/** What a case as a whole has promised: a first response, its end. */
import { slaState, type Case } from '../../engine/index.ts';
import type { Translate } from '../texts.ts';

const promises = ['firstResponse', 'case'] as const;

type PromiseLine = {
  readonly name: string;
  readonly dueAt: Date;
  readonly state: string;
  readonly isBroken: boolean;
};

/** In the order they fall due; those of a process that promises nothing are none. */
export const promiseLines = ({ slaTargets }: Case, t: Translate): readonly PromiseLine[] =>
  promises.flatMap((taskId) => {
    const target = slaTargets.find((one) => one.taskId === taskId);
    if (!target?.dueAt) return [];
    const state = slaState(target, false);
    return [
      {
        name: t(`case.promise.${taskId}`),
        dueAt: target.dueAt,
        state: t(`case.promiseState.${state}`),
        isBroken: state === 'breached',
      },
    ];
  });

/** What a limit is called where one is chosen: the promise, the task it belongs to, else its element. */
export const limitName = (
  { targetId, name, activityId }: { readonly targetId: string; readonly name?: string; readonly activityId: string },
  t: Translate,
): string => {
  if (promises.some((one) => one === targetId)) return t(`case.promise.${targetId}`);
  return targetId.startsWith('run.') ? t('case.promise.called') : (name ?? activityId);
};
