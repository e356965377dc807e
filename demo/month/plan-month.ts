/** What the staff does with each task of the month: by the shares of `plan.ts`, within the task's own limit and people's hours. */
import { type Case, type Task } from '../../engine/index.ts';
import type { PlanActs } from '../act-queue.ts';
import { chanceOf } from '../chance.ts';
import { planTask, type PlannedAct } from '../plan.ts';
import { inOfficeHours } from './local-time.ts';

/** Roles that are there day and night. */
const alwaysThere = /^(junior-agent|senior-agent|provincial-hotline)@/;

/** Half of what a badly run month would leave lying. */
const neglect = 0.5;

const consultation: Readonly<Record<string, string>> = { dispatched: 'answered', transferred: 'answered' };

/** What an agent cannot see to from the desk. */
const onSite: ReadonlySet<string> = new Set(['fault', 'speed', 'network', 'safety']);

const dispatched = (current: Case, act: PlannedAct, chance: number): PlannedAct =>
  act.kind === 'complete' && act.data['outcome'] === 'answered' && onSite.has(current.contact.category) && chance < 0.45
    ? {
        ...act,
        data: { ...act.data, outcome: 'dispatched', response: '请分公司现场查修。 The branch has to look on site.' },
      }
    : act;

/** A consultation is answered by whoever takes it, nearly always. */
const decided = (current: Case, act: PlannedAct): PlannedAct => {
  if (act.kind !== 'complete' || current.contact.category !== 'consultation') return act;
  const outcome = act.data['outcome'];
  const instead = typeof outcome === 'string' ? consultation[outcome] : undefined;
  if (instead === undefined) return act;
  return { ...act, data: { ...act.data, outcome: instead, response: '已答复用户咨询。 The question is answered.' } };
};

const moved = (seed: number, task: Task, acts: readonly PlannedAct[]): PlannedAct[] => {
  if (task.candidates.some((key) => alwaysThere.test(key))) return [...acts];
  let last = 0;
  return acts.map((act, index) => {
    const at = inOfficeHours(
      new Date(task.createdAt.getTime() + act.afterMs),
      chanceOf(`${seed}/${task.createdAt.toISOString()}/${task.activityId}/${index}`),
    );
    last = Math.max(last, at.getTime() - task.createdAt.getTime());
    return { ...act, afterMs: last };
  });
};

/** Somebody who asks to be called later says when. */
const withMoment = (task: Task, act: PlannedAct, chance: number): PlannedAct =>
  act.kind === 'complete' && act.data['callResult'] === 'unreachable' && chance < 0.3
    ? {
        ...act,
        data: {
          callResult: 'call-later',
          promisedAt: new Date(task.createdAt.getTime() + act.afterMs + (2 + chance * 20) * 3_600_000).toISOString(),
          response: '客户请稍后再打。 Asks to be called later.',
        },
      }
    : act;

export const planMonth =
  (seed: number): PlanActs =>
  (current, task, occasion) => {
    // What stands in place of a major incident is acted on by its own story.
    if (current.contact.category === 'major-incident') return [];
    const limitMs = task.dueAt ? task.dueAt.getTime() - task.createdAt.getTime() : undefined;
    const acts = planTask(seed, current.number, task.activityId, occasion, {
      neglect,
      ...(limitMs !== undefined && limitMs > 0 && { limitMs }),
    });
    const chance = chanceOf(`${seed}/${current.number}/${occasion}/later`);
    return moved(seed, task, acts).map((act) =>
      withMoment(task, dispatched(current, decided(current, act), chance), chance),
    );
  };
