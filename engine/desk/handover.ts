/** The log from one shift to the next (交接班日志): nothing in it is dropped, each item is acknowledged or carried over. */
import type { DeskRecord } from './desk-record.ts';

export type HandoverItem = {
  readonly id: string;
  readonly kind: 'task' | 'callback' | 'hardQuestion' | 'note';
  readonly text: string;
  readonly caseId?: string;
  readonly caseNumber?: string;
  readonly taskId?: string;
  readonly dueAt?: Date;
  readonly addedBy: string;
  readonly addedAt: Date;
  /** The log it came over from, unacknowledged, and how often that has happened. */
  readonly carriedFrom?: string;
  readonly timesCarried?: number;
  readonly acknowledgedBy?: string;
  readonly acknowledgedAt?: Date;
  readonly remark?: string;
};

/** Its id is `<node>:<date>:<shift>`: one log per shift. */
export type Handover = DeskRecord & {
  readonly node: string;
  readonly date: string;
  readonly shiftId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Who worked the shift, by the roster. */
  readonly givers: readonly string[];
  readonly items: readonly HandoverItem[];
  readonly status: 'open' | 'closed';
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly closedBy?: string;
  readonly closedAt?: Date;
};

export type HandoverFilter = {
  readonly nodes: readonly string[];
  readonly status?: Handover['status'];
  readonly before?: { readonly endsAt: Date; readonly id: string };
  readonly limit: number;
};

export const isAcknowledged = ({ acknowledgedAt }: HandoverItem): boolean => acknowledgedAt !== undefined;

/** Whether somebody may take an item over: it is for the shift that comes, not for those who hand it over or wrote it down. */
export const isForOthers = ({ givers }: Pick<Handover, 'givers'>, item: HandoverItem, personId: string): boolean =>
  !givers.includes(personId) && (item.addedBy !== personId || item.carriedFrom !== undefined || item.kind === 'task');

/** What the log after this one must list again. */
export const carriedOver = ({ id, items }: Handover): HandoverItem[] =>
  items
    .filter((item) => !isAcknowledged(item))
    .map((item) => ({ ...item, carriedFrom: id, timesCarried: (item.timesCarried ?? 0) + 1 }));
