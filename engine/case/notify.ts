/** Turns a send task marked `ladder:notify` into an outgoing message: `candidates`, `customer`, or roles separated by commas. */
import { candidateKey } from './candidates.ts';
import { record, type Draft } from './draft.ts';
import { branchIn, firedTimer, ladderAttribute, type StepOutcome } from './step-outcome.ts';
import { isOpen, type Task } from './task.ts';

const holdersOf = (task: Task): readonly string[] =>
  task.status === 'reserved' ? [`user:${task.assignee}`] : task.candidates;

/** The task a message is about: the one whose timer fired, else whatever is open. */
const subjectTasks = (draft: Draft, outcome: StepOutcome): Task[] => {
  const taskId = firedTimer(outcome)?.taskId;
  return outcome.before.tasks
    .concat(draft.case.tasks)
    .filter((task) => (taskId === undefined ? isOpen(task) : task.id === taskId))
    .slice(0, 1);
};

const recipients = (notify: string, draft: Draft, outcome: StepOutcome): string[] =>
  notify
    .split(',')
    .map((part) => part.trim())
    .flatMap((part) => {
      if (part === 'customer') return ['customer'];
      if (part === 'candidates') return subjectTasks(draft, outcome).flatMap(holdersOf);
      const branch = branchIn(draft.case, outcome.runId);
      return [candidateKey(outcome.organisation, part, draft.case.contact.centre, branch)];
    });

export const queueMessages = (draft: Draft, outcome: StepOutcome): Draft =>
  outcome.happened.reduce((current, happening) => {
    if (happening.type !== 'thrown' || happening.kind !== 'message') return current;
    const notify = ladderAttribute(outcome.definition, happening.activityId, 'notify');
    if (notify === undefined) return current;
    const to = recipients(notify, current, outcome);
    const template = ladderAttribute(outcome.definition, happening.activityId, 'template') ?? 'notice';
    const [subject] = subjectTasks(current, outcome);
    const data = {
      activityId: subject?.activityId,
      taskId: subject?.id,
      tier: subject?.tier ?? current.case.tier,
      dueAt: subject?.dueAt,
    };
    return record(current, {
      type: 'MessageQueued',
      activityId: happening.activityId,
      details: { to, template },
      message: { to, template, data },
    });
  }, draft);
