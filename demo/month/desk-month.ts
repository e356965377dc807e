/** Who is away during the month, and how one shift hands over to the next. */
import {
  acknowledgeItem,
  addHandoverItem,
  handOverWork,
  openDueHandovers,
  recordAbsence,
  systemActor,
  type DeskContext,
  type NewOrganisationEntry,
  type Organisation,
} from '../../engine/index.ts';
import type { Diary } from '../diary.ts';
import { chanceOf } from '../chance.ts';
import { demoStaff } from '../demo-staff.ts';
import { atLocalHour } from './local-time.ts';
import type { MonthDesk } from './month-desk.ts';
import type { People } from './people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type DeskMonth = {
  readonly context: DeskContext;
  readonly seed: number;
  readonly from: Date;
  readonly until: Date;
  readonly people: People;
};

/** Days before the end, how long, who, and who stands in. */
const absences = [
  [24, 3, 'junior2.lanzhou', 'junior4.lanzhou', '年休假 Annual leave'],
  [20, 2, 'senior.tianshui', 'senior3.tianshui', '培训 Training'],
  [15, 5, 'manager2.lanzhou', 'manager.lanzhou', '病假 Sick leave'],
  [11, 2, 'surveyor.baiyin', 'surveyor2.baiyin', '事假 Private matter'],
  [6, 4, 'junior3.wuwei', undefined, '年休假 Annual leave'],
  [2, 6, 'senior2.lanzhou', 'senior4.lanzhou', '出差 Away on business'],
  [1, 3, 'junior.zhangye', 'junior2.zhangye', '病假 Sick leave'],
] as const;

export const noteAbsences = (diary: Diary, { context, until, people }: DeskMonth): void => {
  for (const [ago, days, personId, deputyId, reason] of absences) {
    const from = atLocalHour(new Date(until.getTime() - ago * DAY), 8);
    const back = new Date(from.getTime() + days * DAY);
    people.isAway(personId, from, back);
    const centre = personId.split('.')[1]!;
    diary.note(new Date(from.getTime() - 14 * HOUR), async (_context, at) => {
      await recordAbsence(context, {
        actor: people.byId(`manager.${centre}`),
        at,
        key: `absence-${personId}`,
        id: `absence-${personId}`,
        personId,
        from,
        until: back,
        reason,
        handOver: true,
        ...(deputyId !== undefined && { deputyId }),
      });
    });
    diary.note(from, async (observed, at) => {
      while ((await handOverWork({ ...context, cases: observed.cases }, at)) > 0);
    });
  }
};

/** Centres whose logs are read to the end; the others leave some to the next shift. */
const careful: ReadonlySet<string> = new Set(['lanzhou', 'baiyin', 'wuwei', 'jiuquan', 'dingxi']);

const acknowledge = async ({ context, people, seed }: DeskMonth, at: Date): Promise<void> => {
  for (const { id: node } of await context.workPlan.allShiftPlans()) {
    const handover = await context.workPlan.handoverBefore(node, at);
    if (!handover || handover.status === 'closed') continue;
    const actor = people.of(`senior-agent@${node}`, at, `${seed}/${handover.id}`);
    if (actor.kind !== 'user' || handover.givers.includes(actor.id)) continue;
    for (const item of handover.items) {
      if (item.acknowledgedAt || (!careful.has(node) && chanceOf(`${seed}/${handover.id}/${item.id}`) > 0.8)) continue;
      await acknowledgeItem(context, { actor, at, id: handover.id, itemId: item.id, remark: '已接 Taken over' });
    }
  }
};

const question = async ({ context, people }: DeskMonth, at: Date): Promise<void> => {
  const handover = await context.workPlan.handoverBefore('lanzhou', at);
  if (!handover || handover.status === 'closed') return;
  await addHandoverItem(context, {
    actor: people.byId(handover.givers[0] ?? 'manager.lanzhou'),
    at,
    id: handover.id,
    kind: 'hardQuestion',
    text: '用户要求书面说明减免依据，请中班跟进。 A customer wants the rule in writing.',
  });
};

/** The journal tells of everybody as if they had been added by hand, before anything else happened. */
export const noteStaff = (desk: Pick<MonthDesk, 'note'>, organisation: Organisation, at: Date): void =>
  desk.note(
    ...demoStaff(organisation).map(({ id, name, roles, skills }): NewOrganisationEntry => ({
      id: `person:${id}:1`,
      type: 'PersonAdded',
      subject: `person:${id}`,
      nodes: [...new Set(roles.map(({ node }) => node))],
      at,
      actor: { id: systemActor.id, kind: systemActor.kind },
      command: 'addPerson',
      after: { id, name, roles, skills, isActive: true },
    })),
  );

/** The last week's shift handovers; a month of them would only be more of the same. */
export const noteHandovers = (diary: Diary, month: DeskMonth, days = 7): void => {
  const first = atLocalHour(new Date(month.until.getTime() - days * DAY), 8);
  for (let at = first; at < month.until; at = new Date(at.getTime() + 8 * HOUR)) {
    diary.note(new Date(at.getTime() + 5 * 60_000), async (_observed, now) => {
      await openDueHandovers(month.context, now);
      await question(month, now);
    });
    diary.note(new Date(at.getTime() + 40 * 60_000), (_observed, now) => acknowledge(month, now));
  }
};
