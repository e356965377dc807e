/** The month of demo data an empty database is offered: made once, or not at all. */
import { addDemoStaff } from './add-demo-staff.ts';
import { inParallel } from './demo/in-parallel.ts';
import { makeMonth, type MonthResult } from './demo/month/make-month.ts';
import { deliveriesOfMonth } from './demo/month/month-deliveries.ts';
import { openService, type Service, type ServiceOptions } from './service.ts';
import {
  clearHalfMade,
  dateDeployments,
  finishMonth,
  isEmpty,
  isHalfMade,
  keepDesk,
  keepMessages,
  startMonth,
} from './store/demo-store.ts';
import { markAllDelivered } from './store/message-store.ts';

const DAY = 24 * 60 * 60_000;

/** Whether the month may be made here: nobody has worked on this database. */
export const isOffered = isEmpty;

/** Opens the service; a month that was being made when the node was killed is thrown away first. */
export const openCleanService = async (options: ServiceOptions): Promise<Service> => {
  const service = await openService(options);
  const { db } = service.store;
  if (!(await isHalfMade(db))) return service;
  await clearHalfMade(db);
  await service.close();
  return openService(options);
};

export type DemoMonth = { readonly seed: number; readonly days: number; readonly cases: number };

export const usualMonth: DemoMonth = { seed: 1, days: 30, cases: 620 };

/** Share of the time that passes before the first case is written, about. */
const simulated = 0.6;

/** Cases written at once. */
const writers = 32;

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
  await dateDeployments(db, new Date(until.getTime() - (days + 8) * DAY));
  const result = await makeMonth({
    context,
    seed,
    until,
    days,
    cases,
    onProgress: (share) => onProgress(share * simulated),
  });
  // Before the messages themselves: what has been sent is not sent again.
  const deliveries = await deliveriesOfMonth(context, result.history, seed);
  for (let first = 0; first < deliveries.length; first += 500)
    await context.deliveries.add(deliveries.slice(first, first + 500));
  let written = 0;
  await inParallel(
    result.history,
    async (change) => {
      if ((await store.cases.commit(change, 'new')) !== 'committed')
        throw new Error(`Case ${change.next.number} of the demo is in the database already.`);
      written += 1;
      onProgress(simulated + (1 - simulated) * (written / result.history.length));
    },
    writers,
  );
  await followUp.drain();
  const { records, entries, messages } = result.desk;
  await keepDesk(db, context.digest, records, entries);
  await keepMessages(db, messages);
  await markAllDelivered(db);
  await finishMonth(db);
  return result;
};
