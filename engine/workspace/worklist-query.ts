/** What somebody wants to see of their worklist, in words that stay true as time goes on; a saved filter keeps it. */
import { present } from '../present.ts';
import type { WorklistFilter, WorklistPage } from '../case/worklist-item.ts';

export const worklistStates = ['overdue', 'soon', 'paused'] as const;

type WorklistState = (typeof worklistStates)[number];

export type WorklistQuery = {
  readonly scope: WorklistPage['scope'];
  /** `overdue`: past its due moment; `soon`: due within two hours; `paused`: its clock stands still. */
  readonly state?: WorklistState;
  readonly category?: string;
  readonly severity?: string;
  readonly tier?: string;
  readonly centre?: string;
};

const soonMs = 2 * 60 * 60 * 1000;

/** What the query means at a moment. */
export const filterAt = ({ state, category, severity, tier, centre }: WorklistQuery, at: Date): WorklistFilter =>
  present({
    category,
    severity,
    tier,
    centre,
    dueFrom: state === 'soon' ? at : undefined,
    dueBefore: state === 'overdue' ? at : state === 'soon' ? new Date(at.getTime() + soonMs) : undefined,
    slaState: state === 'paused' ? 'paused' : undefined,
  });
