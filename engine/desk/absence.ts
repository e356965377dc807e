/** Somebody is away; what they hold goes to others (requirement O4). */
import type { DeskRecord } from './desk-record.ts';

/** What became of one task of an absent person. */
export type PassedTask = {
  readonly taskId: string;
  readonly caseNumber: string;
  readonly outcome: 'released' | 'passed' | 'refused';
  /** The refusal's code and message. */
  readonly problem?: string;
};

export type Absence = DeskRecord & {
  readonly personId: string;
  /** The person's nodes when it was recorded; who may see it follows from them. */
  readonly nodes: readonly string[];
  readonly from: Date;
  readonly until?: Date;
  readonly reason?: string;
  /** Gets the tasks; without one they go back to their candidates. */
  readonly deputyId?: string;
  readonly recordedBy: string;
  /** Set when it ended, by itself or before its time. */
  readonly endedAt?: Date;
  readonly handOver: {
    /** `waiting`: to be done, or under way; `none`: not wanted. */
    readonly status: 'waiting' | 'done' | 'none';
    readonly tasks: readonly PassedTask[];
  };
};

export type AbsenceFilter = {
  readonly nodes: readonly string[];
  /** Somebody who may see their own wherever they are. */
  readonly ownOf: string;
  readonly personId?: string;
  /** Only those that cover this moment. */
  readonly at?: Date;
  readonly after?: string;
  readonly limit: number;
};

/** Whether somebody is away at a moment. */
export const isAway = (absences: readonly Absence[], personId: string, at: Date): boolean =>
  absences.some(
    (absence) =>
      absence.personId === personId &&
      absence.from <= at &&
      (absence.until === undefined || at < absence.until) &&
      (absence.endedAt === undefined || at < absence.endedAt),
  );
