/** User tasks (§13.3.3) wait for a person; their attributes are evaluated once, when the task comes into being. */
import { changeRun, type Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { userAttribute } from '../program/user-work.ts';
import { receiveData } from '../variables/mapping.ts';
import { visibleData } from '../variables/scope.ts';

export const userTask: Behaviour = {
  enter: (draft, runId, { work }) => {
    if (work?.kind !== 'user' || work.dynamic.length === 0) return;
    const scope = visibleData(draft, runId);
    const values = work.dynamic
      .map(({ name, expression }) => [name, userAttribute(name, expression.evaluate(scope, draft.moment))] as const)
      .filter(([, value]) => value !== undefined);
    changeRun(draft, runId, { attributes: Object.fromEntries(values) });
  },
  complete: (draft, runId, node, data) => {
    receiveData(draft, runId, node, data);
    finishRun(draft, runId);
  },
};
