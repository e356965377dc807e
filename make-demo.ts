/** The month of demo data an empty database is offered: made once, or not at all. */
import { addDemoStaff } from './add-demo-staff.ts';
import { planDemoWork } from './demo/demo-roster.ts';
import { makeMonth, type MonthResult } from './demo/month/make-month.ts';
import type { Service } from './service.ts';
import { shardCount } from './store/case-document.ts';
import { dueTimers, earliestDueAt } from './store/case-store.ts';
import { finishMonth, startMonth } from './store/demo-store.ts';
import { markAllDelivered } from './store/message-store.ts';

const DAY = 24 * 60 * 60_000;

export type DemoMonth = { readonly seed: number; readonly days: number; readonly cases: number };

export const usualMonth: DemoMonth = { seed: 1, days: 30, cases: 620 };

/** Makes the month that ends at `until`. The database has no cases yet; nobody else writes meanwhile. */
export const makeDemo = async (
  { context, store }: Pick<Service, 'context' | 'store'>,
  { seed, days, cases }: DemoMonth,
  until: Date,
  onProgress: (share: number) => void,
): Promise<MonthResult> => {
  const { db, followUp } = store;
  await startMonth(db, until);
  await addDemoStaff({ context, store });
  await planDemoWork(context, new Date(until.getTime() - 3 * DAY), 10);
  const result = await makeMonth({
    context,
    timers: {
      dueTimers: (shard, now, limit) => dueTimers(db, shard, now, limit),
      earliestDueAt: () => earliestDueAt(db),
    },
    shards: shardCount,
    seed,
    until,
    days,
    cases,
    onProgress,
  });
  await followUp.drain();
  await markAllDelivered(db);
  await finishMonth(db);
  return result;
};
