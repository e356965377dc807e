import { change, record, type Draft } from './draft.ts';

/** The case closes when its own run has ended, and every other that no call started. */
export const closeIfEnded = (draft: Draft, at: Date): Draft => {
  const own = draft.case.runs.filter(({ parent }) => !parent);
  if (draft.case.status === 'closed' || own.some(({ execution }) => execution.status === 'running')) return draft;
  const execution = own[0]?.execution;
  return record(change(draft, { status: 'closed', closedAt: at }), {
    type: 'CaseClosed',
    details: { outcome: execution?.data['outcome'], ended: execution?.status },
  });
};
