/** Decisions of DMN 1.3, compiled: a pure function from data to a result that says how it came about. */
import type { Data } from '../../data.ts';

export type DecisionInput = {
  readonly name: string;
  /** FEEL type, when the model declares one. */
  readonly type?: string;
};

export type DecisionResult = {
  readonly decisionId: string;
  /** FEEL's value: of one output the value itself, of several a context; a list where the hit policy collects. */
  readonly value: unknown;
  /** The same as rows of named outputs, as Camunda's `mapDecisionResult` sees it. */
  readonly rows: readonly Data[];
  /** Ids of the rules that applied, in the order of the result; empty for other logic than tables. */
  readonly matchedRules: readonly string[];
  /** The decisions this one required, evaluated first. */
  readonly required: readonly DecisionResult[];
};

export type Decision = {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** What it reads from the scope itself and through the decisions it requires. */
  readonly inputs: readonly DecisionInput[];
  /**
   * Decides. Throws `DecisionError` when the data breaks the model's own promises: a value of a wrong type, two rules where
   * one may apply.
   */
  evaluate(scope: Data, moment: Date): DecisionResult;
};

/** The data does not fit the decision. */
export class DecisionError extends Error {
  override readonly name = 'DecisionError';
  readonly decisionId: string;

  constructor(decisionId: string, message: string) {
    super(message);
    this.decisionId = decisionId;
  }
}
