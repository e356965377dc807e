/**
 * Call activities (§13.3.3) wait for another execution, which the case layer starts, completes, or cancels with its caller.
 * The child's errors and escalations come back as `throwError` and `throwEscalation` on this run.
 */
import type { Data } from '../../data.ts';
import { changeRun, type Behaviour, type Draft } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { IncidentError } from '../incident.ts';
import type { CallWork } from '../program/call.ts';
import { receiveData } from '../variables/mapping.ts';
import { asText } from '../variables/as-text.ts';
import { visibleData } from '../variables/scope.ts';

/** With input mappings into the call itself, those go along too: that is how Zeebe hands over. */
const sentData = (draft: Draft, runId: string, work: CallWork): Data => {
  const scope = visibleData(draft, runId);
  return {
    ...(work.sendsAll ? scope : {}),
    ...draft.runs.get(runId)!.data,
    ...Object.fromEntries(work.sends.map(({ target, value }) => [target, value.evaluate(scope, draft.moment) ?? null])),
  };
};

export const callActivity: Behaviour = {
  enter: (draft, runId, { work }) => {
    if (work?.kind !== 'call') return;
    const scope = visibleData(draft, runId);
    const calledElement = work.calledElement.evaluate(scope, draft.moment);
    if (typeof calledElement !== 'string' || calledElement === '')
      throw new IncidentError('CALLED_PROCESS_MISSING', `'${work.calledElement.source}' names no process to call.`);
    const version = Number(work.version?.evaluate(scope, draft.moment) ?? Number.NaN);
    const versionTag = work.versionTag?.evaluate(scope, draft.moment);
    const businessKey = asText(work.businessKey?.evaluate(scope, draft.moment));
    changeRun(draft, runId, {
      attributes: {
        calledElement,
        binding: work.binding,
        ...(Number.isFinite(version) && { version }),
        ...(typeof versionTag === 'string' && { versionTag }),
        ...(businessKey !== undefined && { businessKey }),
        data: sentData(draft, runId, work),
      },
    });
  },
  complete: (draft, runId, node, data) => {
    if (node.work?.kind !== 'call') return;
    const values = node.work.returns.map(
      ({ target, value }) => [target, value.evaluate(data, draft.moment) ?? null] as const,
    );
    const returned = { ...(node.work.returnsAll ? data : {}), ...Object.fromEntries(values) };
    receiveData(draft, runId, node, returned);
    finishRun(draft, runId);
  },
};
