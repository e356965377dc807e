/** Business rule tasks (§13.3.3): evaluate a decision of the same deployment, or leave the work to a worker. */
import type { Data } from '../../data.ts';
import type { DecisionResult } from '../../model/decision/decision.ts';
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { IncidentError } from '../incident.ts';
import type { DecisionResultMode } from '../program/work.ts';
import { setVariable, visibleData } from '../variables/scope.ts';
import { serviceTask } from './service-task.ts';

const only = <T>(what: string, items: readonly T[]): T | null => {
  if (items.length > 1)
    throw new IncidentError(
      'DECISION_RESULT',
      `The decision yields ${items.length} ${what} where at most one is expected.`,
    );
  return items[0] ?? null;
};

const entryOf = (row: Data | null): unknown => (row === null ? null : only('entries', Object.values(row)));

/** Camunda's `mapDecisionResult`: one entry, one row, one column, or all rows. Without a mode, the value as FEEL gives it. */
const resultOf = ({ value, rows }: DecisionResult, mode: DecisionResultMode | undefined): unknown => {
  switch (mode) {
    case undefined:
      return value;
    case 'singleEntry':
      return entryOf(only('rows', rows));
    case 'singleResult':
      return only('rows', rows);
    case 'collectEntries':
      return rows.map(entryOf);
    case 'resultList':
      return rows;
  }
};

export const businessRuleTask: Behaviour = {
  ...serviceTask,
  enter: (draft, runId, node) => {
    if (node.work?.kind !== 'decision') {
      serviceTask.enter(draft, runId, node);
      return;
    }
    const { decisionId, resultVariable, mode } = node.work;
    const scope = visibleData(draft, runId);
    const id = String(decisionId.evaluate(scope, draft.moment));
    const result = draft.program.decide(id, scope, draft.moment);
    setVariable(draft, runId, resultVariable ?? id, resultOf(result, mode));
    finishRun(draft, runId);
  },
};
