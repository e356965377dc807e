/** A task as lists show it, with what they need of its case; derived from the case at every change. */
import { present } from '../present.ts';
import type { Case } from './case.ts';
import { maskFrom } from './mask-data.ts';
import { slaState, targetOf, type SlaState } from './sla-target.ts';
import { isOpen, type Task } from './task.ts';

export type WorklistItem = {
  /** The task's id. */
  readonly id: string;
  readonly rev: number;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly centre: string;
  readonly subject: string;
  /** For readers who do not need personal data; absent when the subject holds none. */
  readonly maskedSubject?: string;
  readonly category: string;
  readonly severity: string;
  readonly activityId: string;
  readonly name?: string;
  readonly tier?: string;
  readonly formKey?: string;
  readonly status: Task['status'];
  readonly assignee?: string;
  readonly candidates: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly createdAt: Date;
  /** `noDueAt` for tasks without a limit, so that they sort last. */
  readonly dueAt: Date;
  readonly priority?: number;
  readonly assignment?: Task['assignment'];
  readonly skills?: readonly string[];
  readonly remindAt?: Date;
  readonly slaState?: SlaState;
  /** By whose working time its limit counts; absent when every hour does. */
  readonly calendarId?: string;
  readonly endedAt?: Date;
};

/** The due moment of a task that has none. */
export const noDueAt = new Date('9999-12-31T00:00:00Z');

export const worklistItem = (current: Case, task: Task): WorklistItem => {
  const target = targetOf(current, task);
  const { centre, subject, category, severity, customer } = current.contact;
  const maskedSubject = maskFrom(customer)(subject);
  return {
    id: task.id,
    rev: current.rev,
    caseId: current.id,
    caseNumber: current.number,
    centre,
    subject,
    category,
    severity,
    activityId: task.activityId,
    status: task.status,
    candidates: task.candidates,
    candidateUsers: task.candidateUsers,
    createdAt: task.createdAt,
    dueAt: task.dueAt ?? noDueAt,
    ...present({
      maskedSubject: maskedSubject === subject ? undefined : maskedSubject,
      name: task.name,
      tier: task.tier,
      formKey: task.formKey,
      priority: task.priority,
      assignment: task.assignment,
      skills: task.skills,
      assignee: task.status === 'ready' ? undefined : task.assignee,
      remindAt: target?.remindAt,
      slaState: target && slaState(target, task.status === 'completed'),
      calendarId: target?.calendarId,
      endedAt: isOpen(task) ? undefined : task.endedAt,
    }),
  };
};

/** What one person has in hand. */
export type HeldTasks = {
  readonly userId: string;
  readonly count: number;
  /** Due by now. */
  readonly overdue: number;
  readonly nextDueAt?: Date;
};

/** Where a page of the worklist ended; the next page begins behind it. */
export type WorklistKey = { readonly dueAt: Date; readonly id: string };

/** Which tasks of a worklist; every member given must hold. */
export type WorklistFilter = {
  readonly dueFrom?: Date;
  readonly dueBefore?: Date;
  readonly category?: string;
  readonly severity?: string;
  readonly tier?: string;
  readonly centre?: string;
  readonly slaState?: string;
};

/** `mine`: held by the actor; `group`: ready for one of the actor's roles; `all`: both. */
export type WorklistPage = {
  readonly scope: 'mine' | 'group' | 'all';
  readonly after?: WorklistKey;
  readonly limit: number;
  readonly filter?: WorklistFilter;
};
