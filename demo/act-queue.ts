/** What the demo's staff still has to do, in the order of time; rebuilt from the open tasks, never stored. */
import { isOpen, type Case, type Task } from '../engine/index.ts';
import type { Act, PlannedAct } from './plan.ts';

export type DueAct = Act & { readonly at: Date; readonly taskId: string; readonly candidates: readonly string[] };

/** What the staff does with an open task; `occasion` tells apart the tasks of one activity in one case. */
export type PlanActs = (current: Case, task: Task, occasion: string) => PlannedAct[];

export type ActQueue = {
  /** Plans tasks not seen before and forgets those that ended. */
  observe(current: Case): void;
  nextAt(): Date | undefined;
  /** Takes everything due, grouped by task, each group in order. */
  takeDue(now: Date): DueAct[][];
};

export const createActQueue = (plan: PlanActs): ActQueue => {
  const planned = new Map<string, DueAct[]>();

  return {
    observe(current) {
      for (const task of current.tasks) {
        if (!isOpen(task)) {
          planned.set(task.id, []);
          continue;
        }
        if (planned.has(task.id)) continue;
        const occasion = `@${task.createdAt.toISOString()}`;
        const acts = plan(current, task, occasion)
          .filter(({ kind }) => kind === 'complete' || task.status === 'ready')
          .map(({ afterMs, ...act }) => ({
            ...act,
            at: new Date(task.createdAt.getTime() + afterMs),
            taskId: task.id,
            candidates: task.candidates,
          }));
        planned.set(task.id, acts);
      }
      if (current.status === 'closed') for (const { id } of current.tasks) planned.delete(id);
    },
    nextAt() {
      let earliest: Date | undefined;
      for (const [first] of planned.values())
        if (first && (earliest === undefined || first.at < earliest)) earliest = first.at;
      return earliest;
    },
    takeDue(now) {
      const due: DueAct[][] = [];
      for (const [taskId, acts] of planned) {
        const ready = acts.filter(({ at }) => at <= now);
        if (ready.length === 0) continue;
        planned.set(taskId, acts.slice(ready.length));
        due.push(ready);
      }
      return due;
    },
  };
};
