/** Sequence flows that are silent when not taken: the library's discard propagation makes parallel joins fire early. */
import { ensureElement } from './lazy-elements.ts';
import { LibrarySequenceFlow, type LibraryContext } from './library.ts';
import { sessionOf, StepFailure, type Session } from './session.ts';

// Each flow nests some thirty calls of the library, a loop fewer; Node's default stack ends after about three hundred
// flows in a row and a thousand in a loop. Counted limits fail at the same place whatever the caller's stack.
const FLOW_DEPTH_LIMIT = 200;
const FLOW_LIMIT = 300;

const refuseEndless = ({ flowDepth, flowsTaken }: Session, activityId: string): void => {
  if (flowDepth < FLOW_DEPTH_LIMIT && flowsTaken <= FLOW_LIMIT) return;
  throw new StepFailure(
    'STEP_LIMIT',
    activityId,
    `After ${flowsTaken} sequence flows in one step, ${flowDepth} of them in a row, nothing waits; the flow loops without end or is too long for this executor.`,
  );
};

export class QuietSequenceFlow extends LibrarySequenceFlow {
  private readonly context: LibraryContext;

  constructor(definition: unknown, context: LibraryContext) {
    super(definition, context);
    this.context = context;
  }

  override take(content: Record<string, unknown> = {}): boolean {
    const session = sessionOf(this);
    session.happened.push({ type: 'taken', flowId: this.id });
    session.flowsTaken += 1;
    refuseEndless(session, this.sourceId);
    ensureElement(session, this.context, this.targetId);
    session.flowDepth += 1;
    const isTaken = super.take({ ...content, sequenceId: session.ids() });
    session.flowDepth -= 1;
    return isTaken;
  }

  discard(): void {}
}
