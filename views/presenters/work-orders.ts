/** The work orders of a case by their numbers, each with the stages it went through (requirement W1). */
import { isOpen, type Case, type JournalEntry } from '../../engine/index.ts';
import { centreName } from './centre-name.ts';
import { localName } from './local-name.ts';
import { taskLine, type CaseAround } from './case.ts';

const key = 'workOrder';

type Stage = { readonly what: string; readonly tone: string; readonly at: Date; readonly who?: string };

const tones: Readonly<Record<string, string>> = {
  dispatched: 'badge-accent',
  dispatchedAgain: 'badge-accent',
  replied: 'badge-good',
  accepted: 'badge-good',
  chased: 'badge-warn',
  returned: 'badge-warn',
  sentBack: 'badge-warn',
  overdue: 'badge-bad',
};

/** What a completed step of the shipped process means for the order; steps of other diagrams keep their own name. */
const meaningOf = (activityId = '', data: Readonly<Record<string, unknown>>): string | undefined => {
  switch (activityId) {
    case 'reviewDispatch':
      return data['dispatchReview'] === 'refused' ? 'refused' : 'dispatched';
    case 'handleWorkOrder':
    case 'workOrderInSystem':
      return data['branchOutcome'] === 'returned' ? 'returned' : 'replied';
    case 'reviewReturn':
      return data['returnReview'] === 'withdrawn' ? 'withdrawn' : 'dispatchedAgain';
    case 'reviewReply':
      return data['replyReview'] === 'sent-back' ? 'sentBack' : 'accepted';
    case 'reviewChase':
      return 'chaseReviewed';
    default:
      return undefined;
  }
};

/** Events on the way, by the element that is entered. */
const passed: Readonly<Record<string, string>> = { chaseBranch: 'chased', decideCompensation: 'overdue' };

const runOf = ({ taskId, workId, details }: JournalEntry): unknown =>
  taskId?.split('.')[1] ?? workId?.split('.')[1] ?? details?.['runId'];

/** What the step behind an entry wrote: outside work answers with data of the process. */
const changedIn = (entries: readonly JournalEntry[], { rev }: JournalEntry): Record<string, unknown> =>
  Object.fromEntries(
    entries
      .filter((entry) => entry.rev === rev)
      .flatMap(({ happened = [] }) => happened)
      .flatMap((one) => (one.type === 'dataChanged' ? [[one.name, one.after]] : [])),
  );

const stagesIn = (
  runId: string,
  entries: readonly JournalEntry[],
  nameOf: (activityId: string) => string | undefined,
  { t, reader, personOf = String }: CaseAround,
): Stage[] =>
  entries
    .filter((entry) => runOf(entry) === runId)
    .flatMap((entry): Stage[] => {
      const { type, activityId, actor, at, details, happened = [] } = entry;
      const stage = (name: string, who?: string): Stage => ({
        what: t(`workOrder.stage.${name}`),
        tone: tones[name] ?? '',
        at,
        ...(who !== undefined && { who }),
      });
      if (type === 'TaskCompleted' || type === 'WorkCompleted') {
        const data = (details?.['data'] ?? changedIn(entries, entry)) as Readonly<Record<string, unknown>>;
        const meaning = meaningOf(activityId, data);
        const name = activityId === undefined ? undefined : nameOf(activityId);
        if (meaning === undefined && (type === 'WorkCompleted' || name === undefined)) return [];
        const who = actor.kind === 'user' ? personOf(actor.id) : undefined;
        return [
          meaning === undefined
            ? { ...stage('accepted', who), what: localName(name!, reader.locale), tone: '' }
            : stage(meaning, who),
        ];
      }
      return happened.flatMap((one) => {
        const name = one.type === 'entered' ? passed[one.activityId] : undefined;
        return name === undefined ? [] : [stage(name)];
      });
    });

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Of the case itself when it is a work order, and of every order it has called for, newest first. */
export const workOrdersOf = (
  current: Case,
  entries: readonly JournalEntry[],
  nameOf: (activityId: string) => string | undefined,
  around: CaseAround,
): readonly Record<string, unknown>[] =>
  current.runs
    .filter(({ definition }) => definition.key === key)
    .map((run, index) => {
      const { data, status } = run.execution;
      const number = textOf(data['workOrderNumber']) ?? `${current.number}-${index + 1}`;
      const branch = textOf(data['branch']);
      const compensation = data['compensation'];
      return {
        number,
        anchor: `work-order-${number}`,
        branch: branch && centreName(around.organisation, branch, around.reader.locale),
        request: textOf(data['workOrderRequest']),
        reply: textOf(data['branchReply']),
        isOverdue: data['isOverdue'] === true,
        compensation: typeof compensation === 'number' ? compensation : undefined,
        isEnded: status !== 'running',
        status: around.t(status === 'running' ? 'case.run.running' : 'case.run.ended'),
        stages: stagesIn(run.id, entries, nameOf, around),
        tasks: current.tasks
          .filter((task) => task.runId === run.id && isOpen(task))
          .map((task) => taskLine(current, task, around)),
      };
    })
    .toReversed();
