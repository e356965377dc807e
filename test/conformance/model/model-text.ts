/** Writes small BPMN files for the deploy checks, and asks what is wrong with them. */
import type { Problem } from '../../../engine/definition.ts';
import { compileDefinition } from '../../../engine/model/compile-definition.ts';

const NAMESPACES = [
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  'xmlns:ladder="urn:caseladder:bpmn:1"',
].join(' ');

/** A file whose only process has this content; `roots` stand beside the process. */
export const bpmn = (content: string, roots = '', isExecutable = true): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<definitions ${NAMESPACES} id="d" targetNamespace="test">\n${roots}\n` +
  `<process id="p" isExecutable="${isExecutable}">\n${content}\n</process>\n</definitions>`;

export const flow = (from: string, to: string, condition?: string): string =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"${condition === undefined ? '/>' : `><conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression></sequenceFlow>`}`;

/** Flows along the ids. */
export const path = (...ids: string[]): string =>
  ids
    .slice(1)
    .map((id, index) => flow(ids[index]!, id))
    .join('\n');

export const start = (id = 's', content = ''): string => `<startEvent id="${id}">${content}</startEvent>`;
export const end = (id = 'e', content = ''): string => `<endEvent id="${id}">${content}</endEvent>`;
export const task = (id: string, content = '', attributes = ''): string =>
  `<userTask id="${id}" name="${id}" ${attributes}>${content}</userTask>`;
export const gateway = (kind: string, id: string, attributes = ''): string =>
  `<${kind}Gateway id="${id}" name="${id}" ${attributes}/>`;
export const caught = (id: string, content = ''): string =>
  `<intermediateCatchEvent id="${id}">${content}</intermediateCatchEvent>`;
export const thrown = (id: string, content = ''): string =>
  `<intermediateThrowEvent id="${id}">${content}</intermediateThrowEvent>`;
export const boundary = (id: string, host: string, content: string, attributes = ''): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" ${attributes}>${content}</boundaryEvent>`;
export const timer = (duration = 'PT1H'): string =>
  `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">${duration}</timeDuration></timerEventDefinition>`;
export const trigger = (kind: string, attributes = '', content = ''): string =>
  `<${kind}EventDefinition ${attributes}>${content}</${kind}EventDefinition>`;
export const conditional = (condition = '=a'): string =>
  trigger('conditional', '', `<condition xsi:type="tFormalExpression">${condition}</condition>`);

/** Messages, signals, errors and escalations to refer to: `message`, `signal`, `error`, `escalation`. */
export const GLOBALS = [
  '<message id="message" name="M"/>',
  '<signal id="signal" name="S"/>',
  '<error id="error" errorCode="E"/>',
  '<escalation id="escalation" escalationCode="X"/>',
].join('');
export const message = trigger('message', 'messageRef="message"');
export const signal = trigger('signal', 'signalRef="signal"');
export const error = trigger('error', 'errorRef="error"');
export const escalation = trigger('escalation', 'escalationRef="escalation"');

/** Start, the given activity or content named `a`, end. */
export const around = (content: string): string => `${start()}${content}${end()}${path('s', 'a', 'e')}`;

export const problemsOf = async (xml: string, more: Record<string, string> = {}): Promise<readonly Problem[]> => {
  const files = Object.entries({ 'model.bpmn': xml, ...more }).map(([name, content]) => ({ name, content }));
  return (await compileDefinition({ id: 'deployment', files }, new Set(['centre', 'office']))).problems;
};

export const errorsOf = async (xml: string, more: Record<string, string> = {}): Promise<readonly Problem[]> =>
  (await problemsOf(xml, more)).filter(({ severity }) => severity === 'error');
