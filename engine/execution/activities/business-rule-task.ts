/** Business rule tasks (§13.3.3): evaluate a decision of the same deployment, or leave the work to a worker. */
import type { Behaviour } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { IncidentError } from '../incident.ts';
import type { DecisionResultMode } from '../program/work.ts';
import { setVariable, visibleData } from '../variables/scope.ts';
import { serviceTask } from './service-task.ts';

type Row = Record<string, unknown>;

const rowsOf = (result: unknown): readonly unknown[] => {
  if (result === null || result === undefined) return [];
  return Array.isArray(result) ? result : [result];
};

const entryOf = (row: unknown): unknown => {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return row;
  const entries = Object.values(row as Row);
  if (entries.length > 1)
    throw new IncidentError('DECISION_RESULT', `The decision yields ${entries.length} entries where one is expected.`);
  return entries[0] ?? null;
};

const onlyRow = (rows: readonly unknown[]): unknown => {
  if (rows.length > 1)
    throw new IncidentError('DECISION_RESULT', `The decision yields ${rows.length} results where one is expected.`);
  return rows[0] ?? null;
};

/** Camunda's `mapDecisionResult`: one entry, one row, one column, or all rows. */
export const mapDecisionResult = (result: unknown, mode: DecisionResultMode): unknown => {
  const rows = rowsOf(result);
  switch (mode) {
    case 'singleEntry':
      return rows.length === 0 ? null : entryOf(onlyRow(rows));
    case 'singleResult':
      return onlyRow(rows);
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
    setVariable(draft, runId, resultVariable ?? id, mode ? mapDecisionResult(result, mode) : result);
    finishRun(draft, runId);
  },
};
