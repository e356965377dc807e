/** The families of BPMN 2.0.2 flow nodes, by type name without prefix. */
import type { ModdleElement } from '../moddle-element.ts';
import { elementsOf, typeOf } from './properties.ts';

const SUB_PROCESSES = new Set(['SubProcess', 'Transaction', 'AdHocSubProcess']);

const ACTIVITIES = new Set([
  ...SUB_PROCESSES,
  'Task',
  'UserTask',
  'ManualTask',
  'ServiceTask',
  'SendTask',
  'ReceiveTask',
  'BusinessRuleTask',
  'ScriptTask',
  'CallActivity',
]);

const GATEWAYS = new Set([
  'ExclusiveGateway',
  'InclusiveGateway',
  'ParallelGateway',
  'EventBasedGateway',
  'ComplexGateway',
]);

const EVENTS = new Set([
  'StartEvent',
  'EndEvent',
  'IntermediateCatchEvent',
  'IntermediateThrowEvent',
  'BoundaryEvent',
  'ImplicitThrowEvent',
]);

export const isSubProcess = (element: ModdleElement): boolean => SUB_PROCESSES.has(typeOf(element));
export const isActivity = (element: ModdleElement): boolean => ACTIVITIES.has(typeOf(element));
export const isGateway = (element: ModdleElement): boolean => GATEWAYS.has(typeOf(element));
export const isEvent = (element: ModdleElement): boolean => EVENTS.has(typeOf(element));

export const isFlowNode = (element: ModdleElement): boolean =>
  isActivity(element) || isGateway(element) || isEvent(element);

export const isEventSubProcess = (element: ModdleElement): boolean =>
  isSubProcess(element) && element['triggeredByEvent'] === true;

/** Definitions inside the event and those it refers to. */
export const eventDefinitionsOf = (event: ModdleElement): readonly ModdleElement[] => [
  ...elementsOf(event, 'eventDefinitions'),
  ...elementsOf(event, 'eventDefinitionRef'),
];

/** `message`, `timer`, `compensate` … of one event definition. */
export const triggerOf = (definition: ModdleElement): string => {
  const type = typeOf(definition).replace(/EventDefinition$/, '');
  return type.charAt(0).toLowerCase() + type.slice(1);
};

export const hasTrigger = (event: ModdleElement, trigger: string): boolean =>
  eventDefinitionsOf(event).some((definition) => triggerOf(definition) === trigger);
