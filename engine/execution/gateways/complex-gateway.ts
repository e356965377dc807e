/**
 * Complex gateways (§13.4.5): fire as soon as the activation condition holds over the tokens that have come, then wait for
 * the tokens still under way, swallow them and begin anew. In that second phase only flows with a condition that is true
 * (it may ask for `waitingForStart`) get a token, and it is no error when none does.
 */
import { changeRun, type Behaviour, type Draft } from '../draft.ts';
import { finishRun } from '../finish.ts';
import { chooseFlows, holds } from '../flow.ts';
import { guarded } from '../incident.ts';
import type { Node } from '../program/node.ts';
import type { Run } from '../state.ts';
import { visibleData } from '../variables/scope.ts';
import { filledFlows, gatherToken, releaseTokens } from './gathering.ts';
import { canStillArrive } from './upstream.ts';

/** What the conditions of the gateway can ask for; a flow's id yields the number of tokens on it. */
const gatewayVariables = (run: Run, node: Node): Record<string, unknown> => {
  const tokens = run.tokens ?? {};
  return {
    ...Object.fromEntries(node.incoming.map(({ id }) => [id, tokens[id] ?? 0])),
    activationCount: filledFlows(run, node).length,
    waitingForStart: !run.fired,
  };
};

const isActivated = (draft: Draft, run: Run, node: Node): boolean => {
  const scope = { ...visibleData(draft, run.id), ...gatewayVariables(run, node) };
  return node.activationCondition!.evaluate(scope, draft.moment) === true;
};

const unfilled = (node: Node, flowIds: readonly string[]): readonly string[] =>
  node.incoming.filter(({ id }) => !flowIds.includes(id)).map(({ id }) => id);

const start = (draft: Draft, run: Run, node: Node): void => {
  const filled = filledFlows(run, node);
  const variables = gatewayVariables(run, node);
  const isReset = unfilled(node, filled).length === 0;
  releaseTokens(
    draft,
    run,
    filled,
    (runId) => {
      changeRun(draft, runId, { data: variables });
      finishRun(draft, runId, { flows: chooseFlows(draft, runId, node) });
    },
    isReset ? {} : { fired: filled },
  );
};

const reset = (draft: Draft, run: Run, node: Node): void => {
  const late = filledFlows(run, node).filter((flowId) => !run.fired!.includes(flowId));
  const variables = gatewayVariables(run, node);
  releaseTokens(draft, run, late, (runId) => {
    changeRun(draft, runId, { data: variables });
    const flows = node.outgoing.filter((flow) => flow.condition !== undefined && holds(draft, runId, flow));
    finishRun(draft, runId, { flows });
  });
};

export const complexGateway: Behaviour = {
  enter: (draft, runId) => finishRun(draft, runId),
  gather: (draft, node, scopeId, flow) => {
    const run = gatherToken(draft, node, scopeId, flow);
    if (run.fired || !node.activationCondition) return;
    guarded(draft, run.id, 'enter', () => {
      if (isActivated(draft, run, node)) start(draft, run, node);
    });
  },
  settle: (draft, runId, node) => {
    const run = draft.runs.get(runId)!;
    const filled = filledFlows(run, node);
    if (run.fired) {
      const awaited = unfilled(node, [...run.fired, ...filled]);
      if (canStillArrive(draft, run, node, awaited, [...run.fired, ...filled])) return false;
      reset(draft, run, node);
      return true;
    }
    if (node.activationCondition) {
      if (!isActivated(draft, run, node)) return false;
    } else if (canStillArrive(draft, run, node, unfilled(node, filled), filled)) return false;
    start(draft, run, node);
    return true;
  },
};
