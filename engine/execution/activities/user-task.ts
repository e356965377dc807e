/** User tasks (§13.3.3) wait for a person; their attributes are evaluated once, when the task comes into being. */
import { changeRun, type Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { receiveData } from '../variables/mapping.ts';
import { visibleData } from '../variables/scope.ts';

export const userTask: Behaviour = {
  enter: (draft, runId, { work }) => {
    if (work?.kind !== 'user') return;
    const { kind: _kind, ...expressions } = work;
    const scope = visibleData(draft, runId);
    const dynamic = Object.entries(expressions).filter(([, { language }]) => language !== 'literal');
    if (dynamic.length === 0) return;
    const values = dynamic.map(([name, expression]) => [name, expression.evaluate(scope, draft.moment)] as const);
    changeRun(draft, runId, { attributes: Object.fromEntries(values.filter(([, value]) => value !== null)) });
  },
  complete: (draft, runId, node, data) => {
    receiveData(draft, runId, node, data);
    finishRun(draft, runId);
  },
};
