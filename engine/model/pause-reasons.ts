/** For what the clock of a case may stand still, and how long in all (requirement C8). A closed set; models may shorten or lengthen the cap. */
import type { LocalName } from '../calendar/working-calendar.ts';

export type PauseReason = {
  readonly id: string;
  readonly name: LocalName;
  /** ISO 8601: all pauses of a case for this reason together, every hour counted. */
  readonly cap: string;
};

export const pauseReasons: readonly PauseReason[] = [
  { id: 'awaitingCustomer', name: { zh: '等待客户答复', en: 'Waiting for the customer' }, cap: 'P5D' },
  { id: 'customerRequest', name: { zh: '应客户要求延后', en: 'Put off at the customer’s request' }, cap: 'P10D' },
  { id: 'siteVisitAppointed', name: { zh: '已预约上门', en: 'Visit on site appointed' }, cap: 'P7D' },
  { id: 'forceMajeure', name: { zh: '不可抗力', en: 'Force majeure' }, cap: 'P30D' },
];
