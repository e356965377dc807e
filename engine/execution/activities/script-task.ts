/** Script tasks (§13.3.3): FEEL only, a value and no effect. Without a result variable a context's entries become variables. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { setVariable, visibleData } from '../variables/scope.ts';
import { serviceTask } from './service-task.ts';

const isContext = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const scriptTask: Behaviour = {
  ...serviceTask,
  enter: (draft, runId, node) => {
    if (node.work?.kind !== 'script') {
      serviceTask.enter(draft, runId, node);
      return;
    }
    const { script, resultVariable } = node.work;
    const result = script.evaluate(visibleData(draft, runId), draft.moment);
    if (resultVariable !== undefined) setVariable(draft, runId, resultVariable, result);
    else if (isContext(result))
      for (const [name, value] of Object.entries(result)) setVariable(draft, runId, name, value);
    finishRun(draft, runId);
  },
};
