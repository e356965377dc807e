/** What one executor step gave the case to digest, beside the case as it was before. */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import type { Definition } from '../definition.ts';
import type { Happening, Stimulus, Waiting } from '../executor.ts';
import type { Case, Timer } from './case.ts';
import type { Organisation } from './organisation.ts';

export type StepOutcome = {
  readonly runId: string;
  readonly definition: Definition;
  /** What caused the step; a migration is no stimulus of the model's own. */
  readonly stimulus: Stimulus | { readonly type: 'migrate' };
  readonly happened: readonly Happening[];
  readonly waiting: readonly Waiting[];
  readonly before: Case;
  readonly organisation: Organisation;
  readonly calendars: CalendarBook;
  readonly at: Date;
};

/** Only what waits in one particular way. */
export const waitingFor = <Kind extends Waiting['kind']>(
  outcome: StepOutcome,
  kind: Kind,
): Extract<Waiting, { kind: Kind }>[] =>
  outcome.waiting.filter((waiting): waiting is Extract<Waiting, { kind: Kind }> => waiting.kind === kind);

/** The timer that caused the step, if a timer did. */
export const firedTimer = ({ stimulus, before, runId }: StepOutcome): Timer | undefined =>
  stimulus.type === 'fireTimer'
    ? before.timers.find((timer) => timer.runId === runId && timer.id === stimulus.timerId)
    : undefined;

/** The branch company the step's run is about: its own `branch`, else that of the case file. Anything a model may have put there. */
export const branchIn = ({ runs }: Case, runId: string): unknown =>
  runs.find(({ id }) => id === runId)?.execution.data['branch'] ?? runs[0]?.execution.data['branch'];

/** An attribute of our own namespace on a model element, for instance `tier` for `ladder:tier`. */
export const ladderAttribute = (definition: Definition, activityId: string, name: string): string | undefined =>
  definition.elements.get(activityId)?.attributes[`ladder:${name}`];
