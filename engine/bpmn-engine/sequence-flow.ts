/** Sequence flows that are silent when not taken: the library's discard propagation makes parallel joins fire early. */
import { LibrarySequenceFlow } from './library.ts';
import { evaluate, sessionOf, StepFailure } from './session.ts';

type Evaluated = (error: Error | null, isTaken?: boolean) => void;

export class QuietSequenceFlow extends LibrarySequenceFlow {
  declare readonly isDefault?: boolean;

  override take(content: Record<string, unknown> = {}): boolean {
    const session = sessionOf(this);
    session.happened.push({ type: 'taken', flowId: this.id });
    return super.take({ ...content, sequenceId: session.ids() });
  }

  discard(): void {}

  evaluate(_message: unknown, callback: Evaluated): void {
    const session = sessionOf(this);
    const condition = this.isDefault ? undefined : session.compiled.conditions.get(this.id);
    if (!condition) return callback(null, true);
    const result = evaluate(session, this.sourceId, condition);
    if (result !== undefined && result !== null && typeof result !== 'boolean')
      throw new StepFailure(
        'EXPRESSION_FAILED',
        this.sourceId,
        `The condition of flow '${this.id}' gave ${JSON.stringify(result)}; only true or false is allowed.`,
      );
    return callback(null, result === true);
  }
}
