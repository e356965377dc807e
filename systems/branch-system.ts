/** The system of a branch company that works its orders itself (requirement W3): most are replied to, some come back. */
import { chanceOf, pick } from './chance.ts';
import type { System } from './system.ts';

const replies = [
  '光缆已修复，用户测试正常。 The cable was mended; the customer’s line works.',
  '更换用户终端，恢复正常。 The terminal was replaced; all is well.',
  '机房端口已调整，速率达标。 The port was moved; the speed is as agreed.',
];

const returns = ['wrong-branch', 'missing-facts'] as const;

export const branchSystem: System = {
  name: 'branch',
  title: '兰州分公司工单系统 Work orders of Lanzhou branch',
  topics: ['branch-work-order'],
  userId: 'branch-system.lanzhou',
  port: 4130,
  answer({ id, caseNumber, variables }) {
    const chance = chanceOf(`${caseNumber ?? id}|${String(variables['workOrderNumber'])}`);
    if (chance('returned', 12) === 0)
      return {
        branchOutcome: 'returned',
        returnReason: pick(chance, 'reason', returns),
        branchReply: '请补充信息或改派。 Facts are missing, or it is another branch’s.',
      };
    return { branchOutcome: 'replied', branchReply: pick(chance, 'reply', replies) };
  },
};
