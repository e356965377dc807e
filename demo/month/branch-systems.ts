/** Branches with a system of their own: it works its orders every two hours, and twice it is down. */
import { applyOverride, type Case } from '../../engine/index.ts';
import type { Diary } from '../diary.ts';
import { atLocalHour } from './local-time.ts';
import type { MonthContext } from './month-context.ts';
import type { People } from './people.ts';
import { branchTopic, serveRound } from './systems.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type BranchSystems = {
  readonly context: MonthContext;
  readonly people: People;
  readonly from: Date;
  readonly until: Date;
  open(): Iterable<Case>;
};

export const noteBranchSystems = (diary: Diary, { context, people, from, until, open }: BranchSystems): void => {
  const outage = atLocalHour(new Date(until.getTime() - 12 * DAY), 10);
  const lastOutage = new Date(until.getTime() - 3 * DAY);
  const isDown = (at: Date): boolean =>
    at >= lastOutage || (at >= outage && at.getTime() < outage.getTime() + 6 * HOUR);
  for (let at = atLocalHour(from, 9); at < until; at = new Date(at.getTime() + 2 * HOUR)) {
    diary.note(at, (observed, now) =>
      serveRound({ ...context, cases: observed.cases }, people, [branchTopic], now, isDown(now)),
    );
  }
  // Once the first outage is over, what failed is tried again; the last one is still going on.
  diary.note(new Date(outage.getTime() + 7 * HOUR), async (observed, now) => {
    for (const current of open())
      if (current.incidents.length > 0)
        await applyOverride(observed, {
          actor: people.of(`manager-hotline@${current.contact.centre}`, now, current.number),
          at: now,
          caseId: current.id,
          request: { action: 'retry' },
          reason: '分公司系统已恢复。 The branch’s system is back.',
        });
  });
};
