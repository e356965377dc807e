/** BPMN XML in a few words, for tests: nodes by function, flows as `a > b`. */

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

type Attributes = Readonly<Record<string, string | boolean>>;

const element = (name: string, attributes: Attributes, content = ''): string => {
  const text = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  return `<${name}${text.join('')}>${content}</${name}>`;
};

const expression = (name: string, body: string): string =>
  element(name, { 'xsi:type': 'tFormalExpression' }, escape(body));

/** `a > b`, or with a condition: `a > b : ${amount > 3}`. Its id is `a-b`. */
const flow = (text: string): string => {
  const [path = '', condition] = text.split(/ : (.*)/s);
  const [source = '', target = ''] = path.split(' > ');
  const ends = { id: `${source}-${target}`, sourceRef: source, targetRef: target };
  return element('sequenceFlow', ends, condition === undefined ? '' : expression('conditionExpression', condition));
};

/** Consecutive flows: `start > a > b` is `start > a` and `a > b`. */
export const flows = (...texts: readonly string[]): string =>
  texts
    .flatMap((text) => {
      const [path = '', condition] = text.split(/ : (.*)/s);
      const stops = path.split(' > ');
      return stops.slice(1).map((stop, index) => `${stops[index]} > ${stop}${condition ? ` : ${condition}` : ''}`);
    })
    .map(flow)
    .join('');

export type Trigger = string;

export const timer = (kind: 'timeDuration' | 'timeDate' | 'timeCycle', body: string): Trigger =>
  element('timerEventDefinition', {}, expression(kind, body));
export const message = (id: string): Trigger => element('messageEventDefinition', { messageRef: id });
export const signal = (id: string): Trigger => element('signalEventDefinition', { signalRef: id });
export const error = (id?: string): Trigger => element('errorEventDefinition', id ? { errorRef: id } : {});
export const escalation = (id: string): Trigger => element('escalationEventDefinition', { escalationRef: id });
export const terminate: Trigger = element('terminateEventDefinition', {});
export const conditional = (body: string): Trigger =>
  element('conditionalEventDefinition', {}, expression('condition', body));

export const startEvent = (id = 'start', trigger: Trigger = ''): string => element('startEvent', { id }, trigger);
export const endEvent = (id = 'end', trigger: Trigger = ''): string => element('endEvent', { id }, trigger);
export const catchEvent = (id: string, trigger: Trigger): string => element('intermediateCatchEvent', { id }, trigger);
export const throwEvent = (id: string, trigger: Trigger): string => element('intermediateThrowEvent', { id }, trigger);
export const boundary = (id: string, attachedToRef: string, trigger: Trigger, cancelActivity = true): string =>
  element('boundaryEvent', { id, attachedToRef, cancelActivity }, trigger);

export const task = (id: string): string => element('task', { id });
export const userTask = (id: string, attributes: Attributes = {}, content = ''): string =>
  element('userTask', { id, ...attributes }, content);
export const sendTask = (id: string, attributes: Attributes = {}): string => element('sendTask', { id, ...attributes });
export const receiveTask = (id: string, messageRef: string): string => element('receiveTask', { id, messageRef });
export const externalTask = (id: string, topic: string, type = 'serviceTask'): string =>
  element(type, { id, 'camunda:type': 'external', 'camunda:topic': topic });
export const multiInstance = (collection: string, elementVariable: string, isSequential = false): string =>
  element('multiInstanceLoopCharacteristics', {
    isSequential,
    'camunda:collection': collection,
    'camunda:elementVariable': elementVariable,
  });

export const exclusive = (id: string, attributes: Attributes = {}): string =>
  element('exclusiveGateway', { id, ...attributes });
export const parallel = (id: string): string => element('parallelGateway', { id });
export const inclusive = (id: string): string => element('inclusiveGateway', { id });
export const eventBased = (id: string): string => element('eventBasedGateway', { id });
export const subProcess = (id: string, ...content: readonly string[]): string =>
  element('subProcess', { id }, content.join(''));

const roots = [
  element('message', { id: 'greeting', name: 'hello' }),
  element('message', { id: 'farewell', name: 'goodbye' }),
  element('signal', { id: 'alarm', name: 'fire' }),
  element('error', { id: 'rejected', errorCode: 'REJECTED' }),
  element('error', { id: 'broken', errorCode: 'BROKEN' }),
  element('escalation', { id: 'overdue', escalationCode: 'OVERDUE' }),
].join('');

/**
 * A file with one executable process `model`. It also declares the messages `greeting` (name hello) and `farewell`
 * (goodbye), the signal `alarm` (fire), the errors `rejected` (REJECTED) and `broken` (BROKEN), the escalation `overdue` (OVERDUE).
 */
export const model = (...content: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${element(
    'definitions',
    {
      xmlns: 'http://www.omg.org/spec/BPMN/20100524/MODEL',
      'xmlns:camunda': 'http://camunda.org/schema/1.0/bpmn',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      targetNamespace: 'http://example.org',
      id: 'file',
    },
    roots + element('process', { id: 'model', isExecutable: true }, content.join('')),
  )}`;
