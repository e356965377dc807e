/** What an update operator does to one field. */
export const UNCHANGED: unique symbol = Symbol('unchanged');

export type UpdateMoment = {
  /** The moment of the command (UTC). */
  now: Date;
  path: string;
  /** For messages. */
  id: unknown;
};

/** `current` is undefined where the field is missing; returns the new value, or UNCHANGED. */
export type FieldUpdate = (current: unknown, moment: UpdateMoment) => unknown;

/** Checks an operand once, before any document is touched. */
export type UpdateOperator = (operand: unknown, path: string) => FieldUpdate;
