/** Which flows a token leaves by; in place of the library's evaluation, which sends a message per flow. */
import type { Activity, SequenceFlow } from './library.ts';
import { evaluate, StepFailure, type Session } from './session.ts';

const unconditional = new Set(['bpmn:ParallelGateway', 'bpmn:EventBasedGateway']);

const holds = (session: Session, flow: SequenceFlow): boolean => {
  const condition = session.compiled.conditions.get(flow.id);
  if (!condition) return true;
  const result = evaluate(session, flow.sourceId, condition);
  if (typeof result === 'boolean') return result;
  if (result === null || result === undefined) return false;
  throw new StepFailure(
    'EXPRESSION_FAILED',
    flow.sourceId,
    `The condition of flow '${flow.id}' gave ${JSON.stringify(result)}; only true or false is allowed.`,
  );
};

/** The flows to take: all that hold, or the first of them, or the default; none is a failure. */
export const chooseOutbound = (
  session: Session,
  { id, type, outbound }: Activity,
  takesOne: boolean,
): readonly SequenceFlow[] => {
  if (unconditional.has(type)) return outbound;
  const candidates = outbound.filter(({ isDefault }) => !isDefault);
  const first = takesOne ? candidates.find((flow) => holds(session, flow)) : undefined;
  const taken = takesOne ? (first ? [first] : []) : candidates.filter((flow) => holds(session, flow));
  if (taken.length > 0) return taken;
  const otherwise = outbound.find(({ isDefault }) => isDefault);
  if (otherwise) return [otherwise];
  throw new StepFailure(
    'NO_FLOW_TAKEN',
    id,
    `No condition of the flows out of '${id}' holds, and it has no default flow.`,
  );
};
