/** All deploy checks: first those that can refuse a deployment, then those that only warn. */
import { aWayOut } from './a-way-out.ts';
import { adHocSubProcesses } from './ad-hoc-sub-processes.ts';
import { attributeValues } from './attribute-values.ts';
import { boundaryEventsConnected } from './boundary-events-connected.ts';
import { boundaryEventsOnActivities } from './boundary-events-on-activities.ts';
import { calendarsExist } from './calendars-exist.ts';
import { callActivities } from './call-activities.ts';
import { cancelInTransactions } from './cancel-in-transactions.ts';
import { compensationHandlers } from './compensation-handlers.ts';
import { compensationThrows } from './compensation-throws.ts';
import { conditionalEventsHaveConditions } from './conditional-events-have-conditions.ts';
import { conditionsWhereAllowed } from './conditions-where-allowed.ts';
import { connectedFlows } from './connected-flows.ts';
import { dataAssociations } from './data-associations.ts';
import { defaultFlowLeavesItsElement } from './default-flow-leaves-its-element.ts';
import { distinctBoundaryEvents } from './distinct-boundary-events.ts';
import { endEventsWithoutOutgoing } from './end-events-without-outgoing.ts';
import { errorAndEscalationCodes } from './error-and-escalation-codes.ts';
import { eventGatewayTargets } from './event-gateway-targets.ts';
import { eventPositions } from './event-positions.ts';
import { eventSubProcesses } from './event-sub-processes.ts';
import { exclusiveGatewaysDecide } from './exclusive-gateways-decide.ts';
import { flowsJoinFlowNodes } from './flows-join-flow-nodes.ts';
import { foreignAttributes } from './foreign-attributes.ts';
import { formsAndDecisions } from './forms-and-decisions.ts';
import { gatewayDirection } from './gateway-direction.ts';
import { interruptingEvents } from './interrupting-events.ts';
import { isExecutable } from './is-executable.ts';
import { joinsCanComplete } from './joins-can-complete.ts';
import { knownElements } from './known-elements.ts';
import { labels } from './labels.ts';
import { lanes } from './lanes.ts';
import { linkEvents } from './link-events.ts';
import { listeners } from './listeners.ts';
import { loopCharacteristics } from './loop-characteristics.ts';
import { messageFlows } from './message-flows.ts';
import { messageReferences } from './message-references.ts';
import { noConditionOnDefaultFlow } from './no-condition-on-default-flow.ts';
import { noDuplicateFlows } from './no-duplicate-flows.ts';
import { noFakeJoin } from './no-fake-join.ts';
import { noFlowAcrossScopes } from './no-flow-across-scopes.ts';
import { noImplicitSplit } from './no-implicit-split.ts';
import { processIdentity } from './process-identity.ts';
import { processesStartAndEnd } from './processes-start-and-end.ts';
import { reachableElements } from './reachable-elements.ts';
import { readableExpressions } from './readable-expressions.ts';
import { receiveTasks } from './receive-tasks.ts';
import { resolvedReferences } from './resolved-references.ts';
import { scriptsAreFeel } from './scripts-are-feel.ts';
import { signalReferences } from './signal-references.ts';
import { singleBlankStart } from './single-blank-start.ts';
import { startEventsWithoutIncoming } from './start-events-without-incoming.ts';
import { subProcessContent } from './sub-process-content.ts';
import { superfluousGateways } from './superfluous-gateways.ts';
import { supportedElements } from './supported-elements.ts';
import { timeLimits } from './time-limits.ts';
import { timerDefinitions } from './timer-definitions.ts';
import { tokenQuantities } from './token-quantities.ts';
import { uniqueIds } from './unique-ids.ts';
import { usedGlobals } from './used-globals.ts';
import { workIsNamed } from './work-is-named.ts';
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [
  adHocSubProcesses,
  attributeValues,
  boundaryEventsConnected,
  boundaryEventsOnActivities,
  calendarsExist,
  callActivities,
  cancelInTransactions,
  compensationHandlers,
  compensationThrows,
  conditionalEventsHaveConditions,
  conditionsWhereAllowed,
  connectedFlows,
  dataAssociations,
  defaultFlowLeavesItsElement,
  endEventsWithoutOutgoing,
  errorAndEscalationCodes,
  eventGatewayTargets,
  eventPositions,
  eventSubProcesses,
  exclusiveGatewaysDecide,
  flowsJoinFlowNodes,
  formsAndDecisions,
  gatewayDirection,
  interruptingEvents,
  knownElements,
  loopCharacteristics,
  messageFlows,
  messageReferences,
  noFlowAcrossScopes,
  processIdentity,
  readableExpressions,
  receiveTasks,
  resolvedReferences,
  scriptsAreFeel,
  signalReferences,
  startEventsWithoutIncoming,
  timeLimits,
  timerDefinitions,
  tokenQuantities,
  uniqueIds,
  workIsNamed,
  aWayOut,
  distinctBoundaryEvents,
  foreignAttributes,
  isExecutable,
  joinsCanComplete,
  labels,
  lanes,
  linkEvents,
  listeners,
  noConditionOnDefaultFlow,
  noDuplicateFlows,
  noFakeJoin,
  noImplicitSplit,
  processesStartAndEnd,
  reachableElements,
  singleBlankStart,
  subProcessContent,
  superfluousGateways,
  supportedElements,
  usedGlobals,
];
