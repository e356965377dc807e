/** Office automation (OA): a document is submitted, approved or sent back, sent and replied to (requirement I4). */
import { chanceOf, numberAmong, pick } from './chance.ts';
import type { System } from './system.ts';

const approvers = ['办公室主任', '市场部经理', '网络部经理', '分管副总经理'];

export const officeAutomationSystem: System = {
  name: 'office-automation',
  title: '办公自动化系统（OA） Office automation',
  topics: ['office-automation'],
  port: 4099,
  answer({ id, variables, caseNumber }, at) {
    const chance = chanceOf(`${caseNumber ?? id}|${numberAmong(variables['title']) ?? ''}`);
    const isApproved = chance('approved', 10) > 0;
    return {
      document: {
        number: `OA-${at.getUTCFullYear()}-${String(chance('number', 100_000)).padStart(5, '0')}`,
        status: isApproved ? 'approved' : 'sent-back',
        decidedBy: pick(chance, 'approver', approvers),
        decidedAt: at.toISOString(),
        ...(isApproved ? {} : { remark: '请补充材料' }),
      },
      documentStatus: isApproved ? 'approved' : 'sent-back',
    };
  },
};
