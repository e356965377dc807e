/** What the engine's types look like on the outside. Moments are ISO 8601 in UTC. */
import {
  isOpen,
  noDueAt,
  slaState,
  type Answer,
  type Case,
  type JournalEntry,
  type Task,
  type WorklistItem,
} from '../engine/index.ts';

export const taskModel = (task: Task): Record<string, unknown> => {
  const { runId, executionId, ...model } = task;
  return model;
};

const slaTargetModels = ({ slaTargets, tasks }: Case): Record<string, unknown>[] =>
  slaTargets.map((target) => ({
    ...target,
    state: slaState(target, tasks.find(({ id }) => id === target.taskId)?.status === 'completed'),
  }));

/** A line of a list. */
export const caseSummary = (current: Case): Record<string, unknown> => ({
  id: current.id,
  number: current.number,
  rev: current.rev,
  status: current.status,
  tier: current.tier,
  subject: current.contact.subject,
  category: current.contact.category,
  severity: current.contact.severity,
  centre: current.contact.centre,
  customer: current.contact.customer,
  registeredAt: current.registeredAt,
  closedAt: current.closedAt,
  dueAt: current.tasks
    .filter(isOpen)
    .map(({ dueAt }) => dueAt)
    .filter((dueAt) => dueAt !== undefined)
    .toSorted((left, right) => left.getTime() - right.getTime())[0],
  hasIncident: current.incidents.length > 0,
});

/** What would restore it stays inside. */
const mergedModel = ({ before, ...merged }: NonNullable<Case['merged']>): Record<string, unknown> => merged;

export const caseModel = (current: Case): Record<string, unknown> => ({
  id: current.id,
  number: current.number,
  rev: current.rev,
  status: current.status,
  tier: current.tier,
  contact: current.contact,
  registeredAt: current.registeredAt,
  registeredBy: current.registeredBy,
  closedAt: current.closedAt,
  suspended: current.suspended,
  definition: current.runs[0]?.definition,
  caseFile: current.runs[0]?.execution.data,
  openTasks: current.tasks.filter(isOpen).map(taskModel),
  slaTargets: slaTargetModels(current),
  timers: current.timers.map(({ id, activityId, dueAt, taskId }) => ({ id, activityId, dueAt, taskId })),
  incidents: current.incidents,
  links: current.links ?? [],
  attachedContacts: current.attachedContacts ?? [],
  majorIncident: current.majorIncident,
  merged: current.merged && mergedModel(current.merged),
});

export const journalModel = (entry: JournalEntry): Record<string, unknown> => ({ ...entry });

/** What a command changed: the case's new revision and the journal entries it left, without the BPMN detail. */
export const answerModel = ({ caseId, caseNumber, rev, entries, isRepeat }: Answer): Record<string, unknown> => ({
  caseId,
  caseNumber,
  rev,
  isRepeat,
  changed: entries.map(({ sequence, at, type, taskId, activityId, cause, details }) => ({
    sequence,
    at,
    type,
    taskId,
    activityId,
    cause,
    ...(type !== 'ProcessAdvanced' && { details }),
  })),
});

export const worklistModel = ({ dueAt, maskedSubject, ...item }: WorklistItem): Record<string, unknown> => ({
  ...item,
  ...(dueAt < noDueAt && { dueAt }),
});
