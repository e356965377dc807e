/**
 * What joining gateways share: one run per gateway and scope holds the tokens that have come, counted by incoming flow.
 * The gateway counts as entered when it fires; until then its tokens are those of the flows taken to it.
 */
import { addRun, changeRun, emit, gatheringKey, type Draft } from '../draft.ts';
import { finishRun } from '../finish.ts';
import type { Flow, Node } from '../program/node.ts';
import type { Run } from '../state.ts';

/** Under this name a gateway without incoming flows holds the token it begins with. */
const noFlow = '';

/** A token put here by hand counts as one of those the gateway still misses. */
const missingFlow = (node: Node, tokens: Readonly<Record<string, number>>): string =>
  (node.incoming.find(({ id }) => tokens[id] === undefined) ?? node.incoming[0])?.id ?? noFlow;

/** Counts a token in and returns the run that holds it. */
export const gatherToken = (draft: Draft, node: Node, scopeId: string, flow: Flow | undefined): Run => {
  const knownId = draft.gathering.get(gatheringKey(scopeId, node));
  const flowId = flow?.id ?? missingFlow(node, draft.runs.get(knownId ?? '')?.tokens ?? {});
  if (knownId !== undefined) {
    const { tokens = {} } = draft.runs.get(knownId)!;
    return changeRun(draft, knownId, { tokens: { ...tokens, [flowId]: (tokens[flowId] ?? 0) + 1 } });
  }
  const run: Run = { id: draft.ids(), node: node.id, in: scopeId, tokens: { [flowId]: 1 } };
  addRun(draft, run);
  return run;
};

const withoutOneEach = (tokens: Readonly<Record<string, number>>, flowIds: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(tokens)
      .map(([flowId, count]) => [flowId, flowIds.includes(flowId) ? count - 1 : count] as const)
      .filter(([, count]) => count > 0),
  );

/** Flows on which a token waits, in the order of the model. */
export const filledFlows = (run: Run, node: Node): readonly string[] => {
  const filled = node.incoming.filter(({ id }) => (run.tokens?.[id] ?? 0) > 0).map(({ id }) => id);
  return run.tokens?.[noFlow] === undefined ? filled : [...filled, noFlow];
};

/**
 * Takes one token of each flow named and lets the gateway fire once. Tokens beyond those stay, held by a new run.
 * `next` is what that run begins with, for a gateway that remembers having fired.
 */
export const releaseTokens = (
  draft: Draft,
  run: Run,
  flowIds: readonly string[],
  fire: (runId: string) => void = (runId) => finishRun(draft, runId),
  next: Pick<Run, 'fired'> = {},
): void => {
  const left = withoutOneEach(run.tokens ?? {}, flowIds);
  const scopeId = run.in!;
  draft.gathering.delete(`${scopeId} ${run.node}`);
  changeRun(draft, run.id, { tokens: undefined, fired: undefined });
  if (Object.keys(left).length > 0 || next.fired) {
    const rest: Run = { id: draft.ids(), node: run.node, in: scopeId, tokens: left, ...next };
    addRun(draft, rest);
  }
  emit(draft, { type: 'entered', activityId: run.node, executionId: run.id });
  fire(run.id);
};
