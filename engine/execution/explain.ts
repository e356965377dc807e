/** Says in words, for a manager looking at a stuck case, why each token of an execution waits. */
import type { Definition } from '../definition.ts';
import type { Execution, Explanation, Waiting } from '../executor.ts';
import { behaviours } from './behaviours.ts';
import { childrenOf, openDraft, type Draft } from './draft.ts';
import { filledFlows, gatheringOf } from './gateways/gathering.ts';
import { reachesAny } from './gateways/upstream.ts';
import { loadState } from './load-state.ts';
import { programOf } from './program/compile-program.ts';
import type { Node } from './program/node.ts';
import type { Run } from './state.ts';
import { waitingOf } from './waiting.ts';

const nameOf = (node: Node | undefined, id: string): string => `'${node?.name ?? id}'`;

const named = (nodes: readonly string[]): string => (nodes.length === 0 ? 'nothing' : nodes.join(', '));

const workReason = (entry: Waiting): string | undefined => {
  switch (entry.kind) {
    case 'userTask': {
      const people = [
        ...(entry.assignee === undefined ? [] : [entry.assignee]),
        ...entry.candidateUsers,
        ...entry.candidateGroups,
      ];
      return `waits for ${people.length > 0 ? people.join(', ') : 'someone'} to complete it`;
    }
    case 'externalTask':
      return `waits for a worker of the topic '${entry.topic}'`;
    case 'calledProcess':
      return `waits for the called process '${entry.calledElement}' to end`;
    case 'timer':
      return `waits until ${entry.dueAt}`;
    case 'message':
      return `waits for the message '${entry.message}'${entry.correlationKey === undefined ? '' : ` with the key '${entry.correlationKey}'`}`;
    case 'signal':
      return `waits for the signal '${entry.signal}'`;
    case 'conditional':
      return 'waits for its condition to become true';
    case 'incident':
      return `has stopped: ${entry.message}`;
  }
};

/** Elements in the gateway's scope from which a token can still come to one of these flows. */
const upstreamNames = (draft: Draft, run: Run, gateway: Node, flowIds: readonly string[]): readonly string[] => {
  const others = childrenOf(draft, run.in!).filter((id) => id !== run.id);
  const nodeIds = new Set(others.map((id) => draft.runs.get(id)!.node));
  return [...nodeIds]
    .filter((nodeId) => reachesAny(gateway, nodeId, flowIds))
    .map((nodeId) => nameOf(draft.program.nodes.get(nodeId), nodeId));
};

const gatewayReason = (draft: Draft, run: Run, node: Node): string => {
  const filled = filledFlows(gatheringOf(draft, run), node);
  const missing = node.incoming.filter(({ id }) => !filled.includes(id) && !run.fired?.includes(id));
  const from = missing.map(({ from: source }) => nameOf(source, source.id));
  const coming = upstreamNames(
    draft,
    run,
    node,
    missing.map(({ id }) => id),
  );
  const outlook =
    coming.length > 0 ? `a token can still come from ${named(coming)}` : 'no token can come there any more';
  if (run.fired) return `has fired and waits for the tokens still to come from ${named(from)}; ${outlook}`;
  return `has ${filled.length} of ${node.incoming.length} tokens and waits for those from ${named(from)}; ${outlook}`;
};

/** What a run itself waits for when `waiting` has no entry for it. */
const runReason = (draft: Draft, run: Run, node: Node): string | undefined => {
  if (run.tokens && !run.incident) return gatewayReason(draft, run, node);
  if (run.undo) return `waits until what was done is undone; ${run.undo.length} more to undo after the present one`;
  if (node.adHoc && !run.loop && childrenOf(draft, run.id).length === 0)
    return 'is open for activities that people begin; its completion condition does not hold yet';
  return undefined;
};

/** Subscriptions on a border or in an event sub-process are no reason to wait, they are what may interrupt it. */
const isReason = (entry: Waiting, draft: Draft): boolean =>
  !('attachedTo' in entry && entry.attachedTo !== undefined) &&
  draft.program.nodes.get(entry.activityId)?.type !== 'startEvent';

/** Why each token waits; empty when the execution has ended. */
export const explain = (definition: Definition, execution: Execution): readonly Explanation[] => {
  const program = programOf(definition);
  const state = loadState(execution);
  const context = { program, moment: new Date(0), ids: () => '', calendars: undefined, behaviours };
  const draft = openDraft(context, execution, state);
  const ofRuns = state.runs.flatMap((run): Explanation[] => {
    const node = program.nodes.get(run.node);
    const reason = node && runReason(draft, run, node);
    if (!node || reason === undefined) return [];
    return [{ executionId: run.id, activityId: node.id, because: `${nameOf(node, node.id)} ${reason}.` }];
  });
  const ofWork = waitingOf(program, draft.runs)
    .filter((entry) => isReason(entry, draft))
    .map((entry) => ({
      executionId: entry.executionId,
      activityId: entry.activityId,
      because: `${nameOf(program.nodes.get(entry.activityId), entry.activityId)} ${workReason(entry)?.replace(/\.$/, '')}.`,
    }));
  return [...ofRuns, ...ofWork];
};
