/** What the desk's commands ask of the store besides single records. */
import type { OutgoingMessage } from '../case/message.ts';
import type { WorklistItem } from '../case/worklist-item.ts';
import type { Absence, AbsenceFilter } from './absence.ts';
import type { Records } from './desk-record.ts';
import type { Handover, HandoverFilter } from './handover.ts';
import type { RosterDay, ShiftPlan } from './shift.ts';

/** A promised callback that is still to be made. */
export type OpenCallback = {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly subject: string;
  readonly dueAt?: Date;
};

export type WorkPlan = {
  readonly shiftPlans: Records<ShiftPlan>;
  /** Every plan there is; there are as many as nodes that have one. */
  allShiftPlans(): Promise<readonly ShiftPlan[]>;
  readonly rosterDays: Records<RosterDay>;
  /** Days of a node, both dates included, in order. */
  rosterBetween(node: string, from: string, to: string): Promise<readonly RosterDay[]>;
  readonly absences: Records<Absence>;
  /** Absences of these people that cover a moment. */
  absencesAt(personIds: readonly string[], at: Date): Promise<readonly Absence[]>;
  /** Absences that have begun and whose work is still to be handed over. */
  absencesWithWork(at: Date, limit: number): Promise<readonly Absence[]>;
  listAbsences(filter: AbsenceFilter): Promise<readonly Absence[]>;
  countAbsences(filter: Omit<AbsenceFilter, 'after' | 'limit'>): Promise<number>;
  readonly handovers: Records<Handover>;
  /** The log of the shift that ended last before a moment. */
  handoverBefore(node: string, endsAt: Date): Promise<Handover | undefined>;
  /** Latest first. */
  listHandovers(filter: HandoverFilter): Promise<readonly Handover[]>;
  countHandovers(filter: Omit<HandoverFilter, 'before' | 'limit'>): Promise<number>;
};

export type DeskWork = {
  /** Tasks somebody holds, most urgent first. */
  heldBy(personId: string, limit: number): Promise<readonly WorklistItem[]>;
  /** How many tasks each holds. */
  countHeld(personIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Ready tasks that are given out: those that say so, and those of these `role@node` groups; most urgent first. */
  readyToGiveOut(groups: readonly string[], limit: number): Promise<readonly WorklistItem[]>;
  /** Tasks of a centre somebody holds, and those that are overdue at a moment, most urgent first. */
  unfinished(centre: string, at: Date, limit: number): Promise<readonly WorklistItem[]>;
  openCallbacks(centre: string, limit: number): Promise<readonly OpenCallback[]>;
  /** Puts a message into the outbox; the same id again is the same message. */
  send(message: OutgoingMessage): Promise<void>;
};
