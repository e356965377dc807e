/** Writes the models of the conformance tests: real BPMN XML with as little noise as possible. */

type Attributes = Readonly<Record<string, string | boolean | number>>;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Any element: type, id (may be empty), attributes, content. */
export const element = (type: string, id: string, attributes: Attributes = {}, ...content: string[]): string => {
  const all = Object.entries<string | boolean | number>({ ...(id && { id }), ...attributes }).map(
    ([name, value]) => ` ${name}="${escaped(String(value))}"`,
  );
  return `<${type}${all.join('')}>${content.join('')}</${type}>`;
};

const named =
  (type: string) =>
  (id: string, attributes?: Attributes | string, ...content: string[]): string =>
    typeof attributes === 'string'
      ? element(type, id, {}, attributes, ...content)
      : element(type, id, attributes ?? {}, ...content);

export const start = named('startEvent');
export const end = named('endEvent');
export const task = named('task');
export const user = named('userTask');
export const script = named('scriptTask');
export const receive = named('receiveTask');
export const catchEvent = named('intermediateCatchEvent');
export const throwEvent = named('intermediateThrowEvent');
export const exclusive = named('exclusiveGateway');
export const inclusive = named('inclusiveGateway');
export const parallel = named('parallelGateway');
export const eventGateway = named('eventBasedGateway');
export const complex = named('complexGateway');
export const subProcess = named('subProcess');

/** An external task of the topic that is the task's own id. */
export const external = (id: string, ...content: string[]): string =>
  element('serviceTask', id, { 'camunda:type': 'external', 'camunda:topic': id }, ...content);

export const eventSubProcess = (id: string, ...content: string[]): string =>
  element('subProcess', id, { triggeredByEvent: true }, ...content);

export const boundary = (id: string, host: string, definition: string, attributes: Attributes = {}): string =>
  element('boundaryEvent', id, { attachedToRef: host, ...attributes }, definition);

const expression = (type: string, body: string): string => `<${type}>${escaped(body)}</${type}>`;

export const message = (name: string, attributes: Attributes = {}): string =>
  element('messageEventDefinition', '', { messageRef: `message-${name}`, ...attributes });
export const signal = (name: string): string => element('signalEventDefinition', '', { signalRef: `signal-${name}` });
export const error = (code?: string): string =>
  element('errorEventDefinition', '', code ? { errorRef: `error-${code}` } : {});
export const escalation = (code?: string): string =>
  element('escalationEventDefinition', '', code ? { escalationRef: `escalation-${code}` } : {});
export const compensate = (activity?: string, attributes: Attributes = {}): string =>
  element('compensateEventDefinition', '', { ...(activity && { activityRef: activity }), ...attributes });
export const duration = (text: string): string =>
  element('timerEventDefinition', '', {}, expression('timeDuration', text));
export const cycle = (text: string): string => element('timerEventDefinition', '', {}, expression('timeCycle', text));
export const condition = (text: string): string =>
  element('conditionalEventDefinition', '', {}, expression('condition', text));
export const link = (name: string): string => element('linkEventDefinition', '', { name });
export const terminate = '<terminateEventDefinition />';
export const cancel = '<cancelEventDefinition />';

/** `'a > b > c'` joins neighbours; `'a > b if =x > 1'` carries a condition. A flow's id is `a.b`, or given as `f: a > b`. */
export const flows = (...texts: string[]): string =>
  texts
    .flatMap((text) => {
      const [path = '', when] = text.split(' if ');
      const [ids = '', own] = path.split(': ').toReversed();
      const nodes = ids.split('>').map((id) => id.trim());
      return nodes.slice(1).map((target, index) => {
        const source = nodes[index]!;
        const body = when === undefined ? '' : expression('conditionExpression', when);
        return element('sequenceFlow', own ?? `${source}.${target}`, { sourceRef: source, targetRef: target }, body);
      });
    })
    .join('');

export const association = (from: string, to: string): string =>
  element('association', `${from}-${to}`, { sourceRef: from, targetRef: to, associationDirection: 'One' });

type Loop = Attributes & { cardinality?: string; completion?: string };

export const multiInstance = ({ cardinality, completion, ...attributes }: Loop, ...content: string[]): string =>
  element(
    'multiInstanceLoopCharacteristics',
    '',
    attributes,
    cardinality ? expression('loopCardinality', cardinality) : '',
    completion ? expression('completionCondition', completion) : '',
    ...content,
  );

export const standardLoop = (attributes: Attributes, when?: string): string =>
  element('standardLoopCharacteristics', '', attributes, when ? expression('loopCondition', when) : '');

export const mapping = (...parameters: string[]): string =>
  `<extensionElements><camunda:inputOutput>${parameters.join('')}</camunda:inputOutput></extensionElements>`;
export const input = (name: string, text: string): string =>
  `<camunda:inputParameter name="${name}">${escaped(text)}</camunda:inputParameter>`;
export const output = (name: string, text: string): string =>
  `<camunda:outputParameter name="${name}">${escaped(text)}</camunda:outputParameter>`;

/** Names used by event definitions and send/receive tasks are declared where they are first met. */
const declarations = (body: string): string => {
  const used = (kind: string): string[] => [
    ...new Set([...body.matchAll(new RegExp(`"${kind}-([^"]+)"`, 'g'))].map(([, name]) => name!)),
  ];
  return [
    ...used('message').map((name) => element('message', `message-${name}`, { name })),
    ...used('signal').map((name) => element('signal', `signal-${name}`, { name })),
    ...used('error').map((code) => element('error', `error-${code}`, { name: code, errorCode: code })),
    ...used('escalation').map((code) =>
      element('escalation', `escalation-${code}`, { name: code, escalationCode: code }),
    ),
  ].join('');
};

/** A whole file with one executable process `p`. */
export const process = (...content: string[]): string => {
  const body = content.join('');
  return (
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"` +
    ` xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:ladder="urn:caseladder:bpmn:1"` +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://caseladder.org/test">` +
    `${declarations(body)}<process id="p" isExecutable="true">${body}</process></definitions>`
  );
};
