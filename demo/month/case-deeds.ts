/** What happens to cases besides their tasks: customers withdraw or keep us waiting, people write notes, managers step in. */
import {
  addAttachment,
  addNote,
  applyOverride,
  correlateMessage,
  extendTarget,
  isOpen,
  linkCases,
  mergeCases,
  pauseClock,
  reopenCase,
  splitCase,
  unmaskCase,
  type Actor,
  type Case,
  type OverrideRequest,
} from '../../engine/index.ts';
import { sampleFile } from './sample-file.ts';
import type { MonthContext } from './month-context.ts';
import type { People } from './people.ts';

/** One occasion: the case as it stands then, and who could act on it. */
export type Occasion = {
  readonly context: MonthContext;
  readonly current: Case;
  readonly at: Date;
  readonly people: People;
  /** Somebody of the case's centre, or with a node. */
  who(role: string, node?: string): Actor;
};

export type CaseDeed = {
  readonly name: string;
  /** Share of the cases it happens to. */
  readonly share: number;
  /** Hours after the registration, from and to. */
  readonly hours: readonly [number, number];
  readonly processes: readonly string[];
  act(occasion: Occasion): Promise<unknown>;
};

const both = ['complaint', 'suggestion'] as const;
const complaint = ['complaint'] as const;

const base = ({ current, at }: Occasion, actor: Actor) => ({ actor, at, caseId: current.id });

const openTask = ({ tasks }: Case) => tasks.find(isOpen);

const override = (occasion: Occasion, request: OverrideRequest, reason: string): Promise<unknown> =>
  applyOverride(occasion.context, { ...base(occasion, occasion.who('manager-hotline')), request, reason });

/** Messages about a case come by its manager hotline. */
const says = (occasion: Occasion, message: string): Promise<unknown> =>
  correlateMessage(occasion.context, { ...base(occasion, occasion.who('manager-hotline')), message });

const hasPause = ({ pauses = [] }: Case): boolean => pauses.some(({ resumedAt }) => resumedAt === undefined);

const colleague = (occasion: Occasion): string | undefined => {
  const task = openTask(occasion.current);
  const role = task?.candidates[0]?.split('@')[0];
  if (role !== 'junior-agent' && role !== 'senior-agent') return undefined;
  const prefix = role === 'junior-agent' ? 'junior' : 'senior';
  return `${prefix}3.${occasion.current.contact.centre}`;
};

const workOrderIsOpen = ({ tasks }: Case): boolean =>
  tasks.some((task) => isOpen(task) && task.activityId === 'handleWorkOrder');

const attach = async (occasion: Occasion): Promise<void> => {
  const { context, current, at } = occasion;
  const file = sampleFile(current.number);
  const content = async function* (): AsyncGenerator<Uint8Array> {
    yield file.content;
  };
  const contentId = await context.attachments.write(content(), current.id, at);
  const { name, type } = file;
  const size = file.content.length;
  const sha256 = context.digest(file.text);
  await addAttachment(
    context,
    { ...base(occasion, occasion.who('senior-agent')), name, type, size, sha256 },
    contentId,
  );
};

const merge = async (occasion: Occasion): Promise<void> => {
  const { current, context } = occasion;
  const earlier = current.links?.find(({ kind }) => kind === 'repeatOf');
  if (!earlier || current.contact.subject.startsWith('再次')) return;
  const reason = '同一来电登记了两次。 The same call was taken down twice.';
  await mergeCases(context, { ...base(occasion, occasion.who('senior-agent')), otherId: earlier.caseId, reason });
};

export const caseDeeds: readonly CaseDeed[] = [
  {
    name: 'customerAwaited',
    share: 0.07,
    hours: [0.3, 2.5],
    processes: complaint,
    act: (occasion) => says(occasion, 'customerAwaited'),
  },
  {
    name: 'customerReplied',
    share: 1,
    hours: [6, 70],
    processes: complaint,
    act: async (occasion) => hasPause(occasion.current) && says(occasion, 'customerReplied'),
  },
  {
    name: 'withdrawn',
    share: 0.035,
    hours: [0.5, 20],
    processes: complaint,
    act: (occasion) => says(occasion, 'complaintWithdrawn'),
  },
  {
    name: 'chased',
    share: 0.25,
    hours: [6, 30],
    processes: complaint,
    act: async (occasion) => workOrderIsOpen(occasion.current) && says(occasion, 'workOrderChased'),
  },
  {
    name: 'note',
    share: 0.12,
    hours: [0.2, 30],
    processes: both,
    act: (occasion) =>
      addNote(occasion.context, {
        ...base(occasion, occasion.who('senior-agent')),
        text: '已与客户核对地址和联系时间。 Address and time agreed with the customer.',
      }),
  },
  { name: 'attachment', share: 0.05, hours: [0.2, 12], processes: both, act: attach },
  {
    name: 'escalated',
    share: 0.03,
    hours: [0.5, 6],
    processes: complaint,
    act: ({ context, current, at, who }) =>
      applyOverride(context, {
        actor: who('senior-agent'),
        at,
        caseId: current.id,
        request: { action: 'escalate' },
        reason: '客户要求负责人处理。 The customer asks for somebody in charge.',
      }),
  },
  {
    name: 'sentBack',
    share: 0.03,
    hours: [5, 40],
    processes: complaint,
    act: async (occasion) =>
      occasion.current.tier === 'manager' &&
      override(occasion, { action: 'sendBack' }, '情况已清楚，由高级话务员答复。 Clear enough for the senior agent.'),
  },
  {
    name: 'reassigned',
    share: 0.03,
    hours: [0.5, 8],
    processes: complaint,
    async act(occasion) {
      const assignee = colleague(occasion);
      if (assignee)
        await override(
          occasion,
          { action: 'reassign', assignee },
          '由熟悉该线路的同事处理。 A colleague knows the line.',
        );
    },
  },
  {
    name: 'extended',
    share: 0.03,
    hours: [1, 20],
    processes: complaint,
    async act(occasion) {
      const task = openTask(occasion.current);
      if (!task?.dueAt) return;
      const reason = '等待外省运营商答复。 Waiting for a carrier of another province.';
      await extendTarget(occasion.context, {
        ...base(occasion, occasion.who('manager-hotline')),
        targetId: task.id,
        by: 'PT12H',
        reason,
      });
    },
  },
  {
    name: 'urgent',
    share: 0.03,
    hours: [0.1, 4],
    processes: complaint,
    act: async (occasion) =>
      openTask(occasion.current) &&
      override(occasion, { action: 'setPriority', priority: 80 }, '媒体关注。 The press has asked.'),
  },
  {
    name: 'suspended',
    share: 0.02,
    hours: [1, 10],
    processes: complaint,
    act: (occasion) =>
      override(occasion, { action: 'suspend' }, '司法机关调取资料期间暂停。 Held while a court looks into it.'),
  },
  {
    name: 'resumed',
    share: 1,
    hours: [30, 60],
    processes: complaint,
    act: async (occasion) =>
      occasion.current.suspended && override(occasion, { action: 'resume' }, '资料已返还。 The file is back.'),
  },
  {
    name: 'cancelled',
    share: 0.006,
    hours: [1, 5],
    processes: complaint,
    act: (occasion) =>
      override(occasion, { action: 'cancel' }, '测试来电，误登记。 A test call, registered by mistake.'),
  },
  {
    name: 'skipped',
    share: 0.02,
    hours: [40, 90],
    processes: complaint,
    act: async (occasion) =>
      openTask(occasion.current)?.activityId === 'surveyCustomer' &&
      override(
        occasion,
        { action: 'skip', data: { satisfaction: 'refused' } },
        '客户明确不接受回访。 The customer wants no callback.',
      ),
  },
  {
    name: 'visitAppointed',
    share: 0.02,
    hours: [1, 5],
    processes: complaint,
    act: async (occasion) =>
      !hasPause(occasion.current) &&
      pauseClock(occasion.context, {
        ...base(occasion, occasion.who('senior-agent')),
        pauseReason: 'siteVisitAppointed',
        reason: '已约明日上门。 A visit is appointed for tomorrow.',
      }),
  },
  {
    name: 'unmasked',
    share: 0.03,
    hours: [2, 60],
    processes: both,
    act: (occasion) =>
      unmaskCase(occasion.context, {
        ...base(occasion, occasion.who('quality-inspector')),
        reason: '质检抽查，需核对来电号码。 Inspection: the number has to be compared.',
      }),
  },
  {
    name: 'split',
    share: 0.008,
    hours: [0.3, 3],
    processes: complaint,
    act: (occasion) =>
      splitCase(occasion.context, {
        ...base(occasion, occasion.who('senior-agent')),
        reason: '同一来电反映两件事。 Two matters in one call.',
        subject: '另反映：上门人员未戴鞋套',
        category: 'service',
      }),
  },
  { name: 'merged', share: 1, hours: [0.3, 0.6], processes: complaint, act: merge },
  {
    name: 'related',
    share: 0.5,
    hours: [1, 3],
    processes: complaint,
    async act(occasion) {
      const repeat = occasion.current.links?.find(({ kind }) => kind === 'repeatOf');
      if (!repeat) return;
      const reason = '同一用户，一并回复。 One customer, one answer.';
      await linkCases(occasion.context, {
        ...base(occasion, occasion.who('senior-agent')),
        otherId: repeat.caseId,
        kind: 'related',
        reason,
      });
    },
  },
  {
    name: 'reopened',
    share: 0.02,
    hours: [120, 260],
    processes: complaint,
    act: async (occasion) =>
      occasion.current.status === 'closed' &&
      !occasion.current.merged &&
      reopenCase(occasion.context, {
        ...base(occasion, occasion.who('manager-hotline')),
        reason: '客户来电称问题再次出现。 The customer says it is back.',
      }),
  },
];

/** What happens to closed cases, too. */
export const toClosed: ReadonlySet<string> = new Set(['reopened', 'note', 'unmasked']);
