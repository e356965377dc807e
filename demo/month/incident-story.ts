/** One major incident of the month: a cut cable, many calls about it, one answer for all. */
import {
  bindCases,
  claimTask,
  completeTask,
  declareMajorIncident,
  isOpen,
  registerCase,
  type Case,
} from '../../engine/index.ts';
import { chanceOf } from '../chance.ts';
import type { Diary } from '../diary.ts';
import { callerOf } from './callers.ts';
import type { Incoming } from './contacts.ts';
import type { People } from './people.ts';

const MINUTE = 60_000;

export type IncidentStory = {
  readonly seed: number;
  /** When the cable is cut. */
  readonly at: Date;
  readonly calls: number;
  readonly people: People;
  /** The newest state of the cases still open. */
  open(): Iterable<Case>;
};

const subject = '兰州城关区光缆被挖断，大面积断网';
const places = ['东岗', '雁滩', '皋兰路', '张掖路', '南关', '盘旋路'] as const;
const reason = '同一光缆中断所致。 Caused by the same cable.';

const isCallAboutIt = ({ contact }: Case): boolean =>
  contact.centre === 'lanzhou' && contact.category === 'outage' && contact.subject.startsWith('断网：');

/** The calls themselves, in the order of time. */
export const callsAboutIncident = ({ seed, at, calls }: Pick<IncidentStory, 'seed' | 'at' | 'calls'>): Incoming[] =>
  Array.from({ length: calls }, (_, index) => {
    const chance = (what: string): number => chanceOf(`${seed}/incident/${index}/${what}`);
    const calledAt = new Date(at.getTime() + (5 + (index / calls) * 140 + chance('minute') * 5) * MINUTE);
    const customer = { ...callerOf(seed, 'lanzhou', 100_000 + index, calledAt), class: 'ordinary' as const };
    const place = places[Math.floor(chance('place') * places.length)]!;
    return {
      at: calledAt,
      definitionKey: 'complaint',
      contact: {
        centre: 'lanzhou',
        channel: 'phone',
        severity: 'normal',
        category: 'outage',
        subject: `断网：${place}一带宽带和电话都不通`,
        description: '从上午开始全部中断，邻居家也一样。',
        customer,
        receivedAt: calledAt,
      },
    };
  });

export const noteIncident = (diary: Diary, { at, people, open }: IncidentStory): void => {
  const minutes = (count: number): Date => new Date(at.getTime() + count * MINUTE);
  const manager = people.byId('manager.lanzhou');
  const province = people.byId('province');
  let parentId = '';
  const bindNew = (count: number): void =>
    diary.note(minutes(count), async (context, now) => {
      const otherIds = [...open()].filter(isCallAboutIt).map(({ id }) => id);
      await bindCases(context, { actor: manager, at: now, caseId: parentId, otherIds, reason });
    });
  diary.note(minutes(20), async (context, now) => {
    const answer = await registerCase(context, {
      actor: manager,
      at: now,
      definitionKey: 'complaint',
      contact: {
        centre: 'lanzhou',
        channel: 'phone',
        severity: 'high',
        category: 'major-incident',
        subject,
        description: '施工挖断主干光缆，城关区多个片区中断，抢修队已出发。',
        customer: { class: 'ordinary' },
      },
    });
    parentId = answer.caseId;
    await declareMajorIncident(context, {
      actor: manager,
      at: now,
      caseId: parentId,
      reason: '影响两万户以上。 More than 20,000 lines.',
    });
  });
  for (const count of [35, 70, 110, 150]) bindNew(count);
  diary.note(minutes(185), async (context, now) => {
    const parent = await context.cases.load(parentId);
    const task = parent?.tasks.find((one) => one.activityId === 'decideFinally' && isOpen(one));
    if (!task) return;
    const command = { actor: province, at: now, caseId: parentId, taskId: task.id };
    await claimTask(context, command);
    const response =
      '光缆已于今日抢通，业务全部恢复，按规定减免当日费用。 The cable is mended; the day is not charged.';
    await completeTask(context, { ...command, data: { outcome: 'upheld', response } });
  });
  diary.note(minutes(600), async (context, now) => {
    const parent = await context.cases.load(parentId);
    const task = parent?.tasks.find((one) => one.activityId === 'surveyCustomer' && isOpen(one));
    if (!task) return;
    const command = {
      actor: people.of('satisfaction-surveyor@lanzhou', now, parentId),
      at: now,
      caseId: parentId,
      taskId: task.id,
    };
    await claimTask(context, command);
    await completeTask(context, { ...command, data: { satisfaction: 'satisfied', surveyComment: '抢修及时。' } });
  });
};
