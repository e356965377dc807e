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
import type { Gathering } from '../run-index.ts';
import type { Run } from '../state.ts';
import { visibleData } from '../variables/scope.ts';
import { filledFlows, gatheringOf, gatherToken, releaseTokens } from './gathering.ts';
import { canStillArrive } from './upstream.ts';

/** What the conditions of the gateway can ask for; a flow's id yields the number of tokens on it. */
const gatewayVariables = ({ tokens }: Gathering, run: Run, node: Node): Record<string, unknown> => ({
  ...Object.fromEntries(node.incoming.map(({ id }) => [id, tokens.get(id) ?? 0])),
  activationCount: node.incoming.filter(({ id }) => tokens.has(id)).length,
  waitingForStart: !run.fired,
});

const isActivated = (draft: Draft, gathering: Gathering, run: Run, node: Node): boolean => {
  const scope = { ...visibleData(draft, run.id), ...gatewayVariables(gathering, run, node) };
  return node.activationCondition!.evaluate(scope, draft.moment) === true;
};

const unfilled = (node: Node, flowIds: readonly string[]): readonly string[] =>
  node.incoming.filter(({ id }) => !flowIds.includes(id)).map(({ id }) => id);

const start = (draft: Draft, gathering: Gathering, run: Run, node: Node): void => {
  const filled = filledFlows(gathering, node);
  const data = gatewayVariables(gathering, run, node);
  const fire = (runId: string): void => {
    changeRun(draft, runId, { data });
    finishRun(draft, runId, { flows: chooseFlows(draft, runId, node) });
  };
  releaseTokens(draft, gathering, filled, fire, unfilled(node, filled).length === 0 ? {} : { fired: filled });
};

const reset = (draft: Draft, gathering: Gathering, run: Run, node: Node): void => {
  const late = filledFlows(gathering, node).filter((flowId) => !run.fired!.includes(flowId));
  const data = gatewayVariables(gathering, run, node);
  releaseTokens(draft, gathering, late, (runId) => {
    changeRun(draft, runId, { data });
    const flows = node.outgoing.filter((flow) => flow.condition !== undefined && holds(draft, runId, flow));
    finishRun(draft, runId, { flows });
  });
};

export const complexGateway: Behaviour = {
  enter: (draft, runId) => finishRun(draft, runId),
  gather: (draft, node, scopeId, flow) => {
    const gathering = gatherToken(draft, node, scopeId, flow);
    const run = draft.runs.get(gathering.runId)!;
    if (run.fired || !node.activationCondition) return;
    guarded(draft, run.id, 'enter', () => {
      if (isActivated(draft, gathering, run, node)) start(draft, gathering, run, node);
    });
  },
  settle: (draft, runId, node) => {
    const run = draft.runs.get(runId)!;
    const gathering = gatheringOf(draft, run);
    const filled = filledFlows(gathering, node);
    if (run.fired) {
      const come = [...run.fired, ...filled];
      if (canStillArrive(draft, run, node, unfilled(node, come), come)) return false;
      reset(draft, gathering, run, node);
      return true;
    }
    if (node.activationCondition) {
      if (!isActivated(draft, gathering, run, node)) return false;
    } else if (canStillArrive(draft, run, node, unfilled(node, filled), filled)) return false;
    start(draft, gathering, run, node);
    return true;
  },
};
