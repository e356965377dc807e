/** What goes on at the desk by itself: work of absent people is handed over, work is given out, shifts get their handover logs. */
import { giveOutWork, handOverWork, openDueHandovers, type DeskContext } from '../engine/index.ts';
import type { Duty } from './start-jobs.ts';

export const deskDutiesOf = (context: DeskContext, now: () => Date): Duty[] => [
  { name: 'handOverWork', shards: 1, lookEveryMs: 500, look: () => handOverWork(context, now()) },
  { name: 'giveOutWork', shards: 1, lookEveryMs: 1000, look: () => giveOutWork(context, now()) },
  { name: 'openDueHandovers', shards: 1, lookEveryMs: 5000, look: () => openDueHandovers(context, now()) },
];
