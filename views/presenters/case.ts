/** A case as its page and the pages of its tasks show it. */
import {
  isOpen,
  pauseReasons,
  slaState,
  targetOf,
  type Attachment,
  type CalendarBook,
  type Case,
  type Organisation,
  type Task,
} from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import type { Reader } from '../reader.ts';
import { remainingText, urgencyOf, type Urgency } from '../remaining.ts';
import type { Translate } from '../texts.ts';
import { candidateName } from './candidate-name.ts';
import { promiseLines } from './case-promises.ts';
import { codeName } from './code-name.ts';
import { dueHint, leftOver, spansOf } from './working-time.ts';
import { localName } from './local-name.ts';
import { centreName } from './centre-name.ts';

export type CaseAround = {
  readonly organisation: Organisation;
  readonly calendars: CalendarBook;
  readonly reader: Reader;
  readonly t: Translate;
  readonly now: Date;
  /** The name of a person; absent: ids are shown. */
  readonly personOf?: (id: string) => string;
};

export type TaskLine = {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly status: string;
  readonly tier?: string;
  readonly assignee?: string;
  readonly candidates: string;
  readonly dueAt?: Date;
  readonly remindAt?: Date;
  readonly urgency: Urgency;
  readonly due: string;
  readonly isPaused: boolean;
  readonly leftMs?: number;
  readonly calendarId?: string;
  readonly dueHint?: string;
};

export const taskLine = (current: Case, task: Task, around: CaseAround): TaskLine => {
  const { t, now, reader, personOf = String } = around;
  const target = targetOf(current, task);
  const isPaused = target !== undefined && slaState(target, false) === 'paused';
  const { calendarName, ...left } = leftOver(around.calendars, target?.calendarId, now, task.dueAt, reader.locale);
  const hint = dueHint(task.dueAt, calendarName, reader, t);
  const promised = {
    isPaused,
    ...left,
    ...(task.dueAt && { dueAt: task.dueAt }),
    ...(target?.remindAt && { remindAt: target.remindAt }),
  };
  return {
    ...promised,
    id: task.id,
    href: `/tasks/${task.id}`,
    name: localName(task.name ?? task.activityId, reader.locale),
    status: codeName('taskStatus', task.status, reader.locale),
    candidates: [
      ...task.candidates.map((key) => candidateName(key, around.organisation, reader.locale)),
      ...task.candidateUsers.map((id) => personOf(id)),
    ].join(', '),
    urgency: urgencyOf(promised, now),
    due: remainingText(promised, now, (name, values) => t(`browser.${name}`, values)),
    ...(hint !== undefined && { dueHint: hint }),
    ...(task.tier !== undefined && { tier: codeName('tier', task.tier, reader.locale) }),
    ...('assignee' in task && task.assignee !== undefined && { assignee: personOf(task.assignee) }),
  };
};

const pauseOf = ({ pauses }: Case, locale: Locale): { isPaused: boolean; pauseReason?: string } => {
  const pause = pauses?.at(-1);
  if (!pause || pause.resumedAt) return { isPaused: false };
  const words = pauseReasons.find(({ id }) => id === pause.reason)?.name;
  return { isPaused: true, pauseReason: (locale === 'en' ? words?.en : words?.zh) ?? pause.reason };
};

const kilobyte = 1024;

const fileLine = ({ id }: Case, file: Attachment, personOf: (id: string) => string): Record<string, unknown> => ({
  name: file.name,
  href: `/api/v1/cases/${id}/attachments/${file.id}`,
  size:
    file.size < kilobyte * kilobyte
      ? `${Math.ceil(file.size / kilobyte)} kB`
      : `${(file.size / kilobyte / kilobyte).toFixed(1)} MB`,
  addedBy: personOf(file.addedBy),
  isRemoved: file.removedAt !== undefined,
});

/** What stands at the head and at the side of a case. */
export const caseModel = (current: Case, around: CaseAround): Record<string, unknown> => {
  const { organisation, reader, personOf = String } = around;
  const { contact } = current;
  const { customer } = contact;
  const openTasks = current.tasks.filter(isOpen).map((task) => taskLine(current, task, around));
  const name = (kind: Parameters<typeof codeName>[0], code: string): string => codeName(kind, code, reader.locale);
  return {
    id: current.id,
    number: current.number,
    rev: current.rev,
    href: `/cases/${current.number}`,
    subject: contact.subject,
    description: contact.description,
    isOpen: current.status === 'open',
    ...pauseOf(current, reader.locale),
    pauseReasons: pauseReasons.map(({ id, name: words }) => ({
      id,
      name: reader.locale === 'en' ? words.en : words.zh,
    })),
    isSuspended: current.suspended !== undefined,
    status: name('caseStatus', current.status),
    tier: current.tier === undefined ? undefined : name('tier', current.tier),
    category: name('category', contact.category),
    severity: name('severity', contact.severity),
    isSevere: contact.severity === 'high',
    channel: name('channel', contact.channel),
    centre: centreName(organisation, contact.centre, reader.locale),
    receivedAt: contact.receivedAt,
    promises: promiseLines(current, around.t),
    registeredAt: current.registeredAt,
    registeredBy: personOf(current.registeredBy),
    closedAt: current.closedAt,
    customer: {
      href: customer.id === undefined ? undefined : `/customers/${encodeURIComponent(customer.id)}`,
      name: customer.name,
      phone: customer.phone,
      address: customer.address,
      class: name('class', customer.class),
    },
    hasIncident: current.incidents.length > 0,
    openTasks,
    spans: spansOf(
      around.calendars,
      openTasks.map(({ calendarId }) => calendarId),
      around.now,
    ),
    files: (current.attachments ?? []).map((file) => fileLine(current, file, personOf)),
  };
};

/** The runs called by the case but its work orders, which are shown by themselves. */
export const subRuns = (current: Case, { reader, t }: CaseAround): readonly Record<string, unknown>[] =>
  current.runs
    .filter(({ parent, definition }) => parent !== undefined && definition.key !== 'workOrder')
    .map(({ id, definition, execution }) => {
      const ended = execution.status !== 'running';
      return {
        id,
        name: codeName('process', definition.key, reader.locale),
        status: t(ended ? 'case.run.ended' : 'case.run.running'),
        isEnded: ended,
        tasks: current.tasks
          .filter((task) => task.runId === id && isOpen(task))
          .map((task) => localName(task.name ?? task.activityId, reader.locale)),
      };
    });
