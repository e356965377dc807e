/** What a deploy check is: a name, how grave a breach is, and a search for breaches. One file per rule; `rules.ts` lists them. */
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';

export type Severity =
  | 'error'
  | 'warning'
  /** Stops a process that is marked executable; in any other it is only worth a warning. */
  | 'error-if-executable';

export type Finding = {
  readonly element: ModdleElement;
  /** What is wrong and what to do about it, one sentence. */
  readonly message: string;
  /** When the place is not the element's own. */
  readonly line?: number;
  /** When it differs from the rule's. */
  readonly severity?: Severity;
};

export type Rule = {
  /** Stable, kebab-case; authors meet it in reports. */
  readonly name: string;
  readonly severity: Severity;
  check(model: CheckedModel): Iterable<Finding>;
};
