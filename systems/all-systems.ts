import { billingSystem } from './billing-system.ts';
import { branchSystem } from './branch-system.ts';
import { customerRecordSystem } from './customer-record-system.ts';
import { faultRepairSystem } from './fault-repair-system.ts';
import { officeAutomationSystem } from './office-automation-system.ts';
import type { System } from './system.ts';

/** The surrounding systems that have a reference implementation. */
export const allSystems: readonly System[] = [
  customerRecordSystem,
  billingSystem,
  faultRepairSystem,
  officeAutomationSystem,
  branchSystem,
];

/** The name of the process that shows what was sent. */
export const sinkName = 'messages';
export const sinkPorts = { page: 4110, smtp: 4125 } as const;
