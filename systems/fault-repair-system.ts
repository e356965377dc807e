/** The fault repair system ("112"): a fault and the stage its repair has reached (requirement I3). */
import { chanceOf, numberAmong, pick } from './chance.ts';
import type { System } from './system.ts';

const stages = ['reported', 'dispatched', 'repairing', 'restored', 'closed'] as const;
const causes = ['线路中断', '设备故障', '用户终端', '割接施工', '停电', '未查明'];
const HOUR = 3_600_000;

export const faultRepairSystem: System = {
  name: 'fault-repair',
  title: '障碍申告系统（112） Fault repair',
  topics: ['fault-status'],
  port: 4112,
  answer({ variables, contact, caseNumber }, at) {
    const asked = numberAmong(variables['faultNumber'], variables['phone'], contact?.customer.phone, caseNumber);
    const chance = chanceOf(asked ?? 'unknown');
    const faultStage = pick(chance, 'stage', stages);
    const isOver = faultStage === 'restored' || faultStage === 'closed';
    return {
      faultStage,
      repair: {
        number: `112-${String(chance('number', 1_000_000)).padStart(6, '0')}`,
        stage: faultStage,
        cause: pick(chance, 'cause', causes),
        ...(isOver ? {} : { expectedAt: new Date(at.getTime() + (1 + chance('hours', 47)) * HOUR).toISOString() }),
      },
    };
  },
};
