/** A contact of a customer that must not get lost: one document that holds everything needed to act on it (CMMN case). */
import type { Execution, Happening } from '../executor.ts';
import type { Attachment } from '../attachments/attachment.ts';
import type { ExternalTask } from './external-task.ts';
import type { JournalEntry, JournalHead } from './journal.ts';
import type { CaseLink } from './link.ts';
import type { MajorIncident, RelayedMessage } from './major-incident.ts';
import type { AttachedContact, Merged } from './merged.ts';
import type { OutgoingMessage } from './message.ts';
import type { SlaTarget } from './sla-target.ts';
import type { Task } from './task.ts';

export type CaseStatus = 'open' | 'closed';
export const channels = ['phone', 'mail', 'web', 'forum', 'walk-in', 'key-account-manager'] as const;
export const severities = ['low', 'normal', 'high'] as const;
export const customerClasses = ['ordinary', 'key-account', 'important', 'leased-line'] as const;

/** Personal data: masked for every role that does not need it to act (requirement O3). */
export type Customer = {
  /** In the customer record system, when it is known. */
  readonly id?: string;
  readonly class: (typeof customerClasses)[number];
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
  /** In which the customer is written to, such as `en` or `zh-CN`; absent: as the installation has set. */
  readonly language?: string;
};

/** What was registered about the contact; never changed by the process. */
export type Contact = {
  readonly centre: string;
  readonly channel: (typeof channels)[number];
  readonly subject: string;
  readonly description?: string;
  readonly category: string;
  readonly severity: (typeof severities)[number];
  readonly customer: Customer;
  readonly receivedAt: Date;
  /** By when the customer was promised to hear from us (requirement C1). */
  readonly contactPromisedBy?: Date;
  /** Where the contact came from when another system registered it first; one case per (system, key). */
  readonly source?: { readonly system: string; readonly key: string };
};

export type DefinitionRef = { readonly id: string; readonly key: string; readonly version: number };

/** One run of one process inside a case; the first is the case's own, others are called by it. */
export type Run = {
  readonly id: string;
  readonly definition: DefinitionRef;
  readonly parent?: { readonly runId: string; readonly executionId: string };
  readonly execution: Execution;
  /** Where its tokens wait, and since when. */
  readonly stands?: readonly Stand[];
  /** Branches and departments that got work of this run; they see it, and nothing else of the case. */
  readonly sentTo?: readonly string[];
};

/** One token that waits. */
export type Stand = { readonly executionId: string; readonly activityId: string; readonly since: Date };

/** A manager has stopped the case: no timer fires, nobody takes or completes its tasks until it is resumed. */
export type Suspension = { readonly at: Date; readonly by: string; readonly reason: string };

/** A row of the due-timer index; commits with the case and fires by command only. */
export type Timer = {
  readonly id: string;
  readonly runId: string;
  readonly activityId: string;
  readonly dueAt: Date;
  readonly taskId?: string;
  /** The calendar by whose working time it counts; absent when every hour counts. */
  readonly calendarId?: string;
  /** It stops with the clock of the case: reminders and limits do, other timers of a process run on. */
  readonly onClock?: true;
  /** The moment the executor holds it due at, once it was moved. */
  readonly armedFor?: Date;
  /** Since when it is held; `dueAt` is then when it would have been due. */
  readonly heldSince?: Date;
};

/** Timers of the case itself, which no run knows, bear this in place of a run's id. */
export const caseClock = 'case';

/** The clock of a case stands still for a reason, for instance while the customer is awaited (requirement C8). */
export type ClockPause = {
  readonly reason: string;
  readonly note?: string;
  readonly by: string;
  readonly pausedAt: Date;
  /** When the clock goes on by itself. */
  readonly capAt?: Date;
  readonly resumedAt?: Date;
};

export type Incident = {
  readonly runId: string;
  readonly executionId: string;
  readonly activityId: string;
  readonly code: string;
  readonly message: string;
  /** A message another case relayed and nothing here waited for; a retry delivers it. */
  readonly relayed?: RelayedMessage;
  /** A message or signal that was held back; a retry sends it. */
  readonly undelivered?: Extract<Happening, { type: 'thrown' }>;
  /** A message that could not be delivered; a retry sends it again. */
  readonly unsent?: Pick<OutgoingMessage, 'to' | 'template' | 'data'>;
};

export type Case = {
  readonly id: string;
  /** The human number, for instance `C-000104`. */
  readonly number: string;
  readonly rev: number;
  readonly status: CaseStatus;
  readonly contact: Contact;
  readonly tier?: string;
  readonly registeredAt: Date;
  readonly registeredBy: string;
  readonly closedAt?: Date;
  readonly suspended?: Suspension;
  readonly runs: readonly Run[];
  readonly tasks: readonly Task[];
  readonly timers: readonly Timer[];
  readonly slaTargets: readonly SlaTarget[];
  /** Timers that the paused clock holds; absent while it was never paused. */
  readonly heldTimers?: readonly Timer[];
  /** How often the clock was paused, in order; the last may still be. */
  readonly pauses?: readonly ClockPause[];
  readonly incidents: readonly Incident[];
  /** Absent: none. */
  readonly links?: readonly CaseLink[];
  /** Contacts of cases that were merged into this one. */
  readonly attachedContacts?: readonly AttachedContact[];
  /** Closed because it was merged into another case. */
  readonly merged?: Merged;
  /** Other cases of the same cause are bound to this one. */
  readonly majorIncident?: MajorIncident;
  /** Absent while the case has never waited for outside work. */
  readonly externalTasks?: readonly ExternalTask[];
  /** Absent while nothing was ever attached. */
  readonly attachments?: readonly Attachment[];
  readonly journalHead: JournalHead;
  /** Last id handed to the executors; ids are unique within the case. */
  readonly lastId: number;
};

/** What a command produced, to be made true by one conditional write. */
export type Change = {
  readonly next: Case;
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly OutgoingMessage[];
};
