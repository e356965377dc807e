/** What a decision's logic is once compiled, and what compiling it needs to know. */
import type { Data } from '../../data.ts';

/** FEEL values, not yet plain data, so that a date stays a date for the decision that requires this one. */
export type LogicResult = {
  readonly value: unknown;
  readonly rows: readonly Data[];
  readonly matchedRules: readonly string[];
};

export type Logic = (scope: Data, moment: Date) => LogicResult;

export type LogicContext = {
  readonly decisionId: string;
  /** Names the logic may read: inputs, required decisions, business knowledge. */
  readonly names: readonly string[];
  /** Base type by the name of a type the file defines. */
  readonly types: ReadonlyMap<string, string>;
  /** Notes a problem; compiling goes on, so that all are found. */
  report(message: string, elementId?: string): void;
};

export const isRow = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
