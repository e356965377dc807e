/**
 * What joining gateways share: one run per gateway and scope holds the tokens that have come, counted by incoming flow.
 * The gateway counts as entered when it fires; until then its tokens are those of the flows taken to it.
 */
import { addRun, changeRun, emit, type Draft } from '../draft.ts';
import { finishRun } from '../finish.ts';
import type { Flow, Node } from '../program/node.ts';
import { gatheringKey, type Gathering } from '../run-index.ts';
import type { Run } from '../state.ts';

/** Under this name a gateway without incoming flows holds the token it begins with. */
const noFlow = '';

/** A token put here by hand counts as one of those the gateway still misses. */
const missingFlow = (node: Node, { tokens }: Gathering): string =>
  (node.incoming.find(({ id }) => !tokens.has(id)) ?? node.incoming[0])?.id ?? noFlow;

const beginGathering = (
  draft: Draft,
  nodeId: string,
  scopeId: string,
  tokens: Map<string, number>,
  rest: Partial<Run>,
): Gathering => {
  const runId = draft.ids();
  addRun(draft, { id: runId, node: nodeId, in: scopeId, tokens: {}, ...rest });
  const gathering = { runId, tokens };
  draft.gatherings.set(gatheringKey(scopeId, nodeId), gathering);
  return gathering;
};

/** Counts a token in. */
export const gatherToken = (draft: Draft, node: Node, scopeId: string, flow: Flow | undefined): Gathering => {
  const gathering =
    draft.gatherings.get(gatheringKey(scopeId, node.id)) ?? beginGathering(draft, node.id, scopeId, new Map(), {});
  const flowId = flow?.id ?? missingFlow(node, gathering);
  gathering.tokens.set(flowId, (gathering.tokens.get(flowId) ?? 0) + 1);
  return gathering;
};

/** The tokens a run of a joining gateway holds. */
export const gatheringOf = (draft: Draft, run: Run): Gathering =>
  draft.gatherings.get(gatheringKey(run.in!, run.node))!;

/** Flows on which a token waits, in the order of the model. */
export const filledFlows = ({ tokens }: Gathering, node: Node): readonly string[] => {
  const filled = node.incoming.filter(({ id }) => tokens.has(id)).map(({ id }) => id);
  return tokens.has(noFlow) ? [...filled, noFlow] : filled;
};

/**
 * Takes one token of each flow named and lets the gateway fire once. Tokens beyond those stay, held by a new run.
 * `next` is what that run begins with, for a gateway that remembers having fired.
 */
export const releaseTokens = (
  draft: Draft,
  { runId, tokens }: Gathering,
  flowIds: readonly string[],
  fire: (runId: string) => void = (id) => finishRun(draft, id),
  next: Pick<Run, 'fired'> = {},
): void => {
  const { node, in: scopeId } = draft.runs.get(runId)!;
  const left = new Map(tokens);
  for (const flowId of flowIds) {
    const count = left.get(flowId)! - 1;
    if (count > 0) left.set(flowId, count);
    else left.delete(flowId);
  }
  draft.gatherings.delete(gatheringKey(scopeId!, node));
  changeRun(draft, runId, { tokens: undefined, fired: undefined });
  if (left.size > 0 || next.fired) beginGathering(draft, node, scopeId!, left, next);
  emit(draft, { type: 'entered', activityId: node, executionId: runId });
  fire(runId);
};
