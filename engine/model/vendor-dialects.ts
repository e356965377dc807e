/**
 * Models of other tools say the same things in their own namespaces. What they say is added in the `camunda:` vocabulary,
 * so that the rest of the engine knows one; the text of the file stays as it was written.
 */
import { implicitTopic } from './implicit-topic.ts';
import { containedIn, type ModdleElement } from './moddle-element.ts';

const CAMUNDA = 'http://camunda.org/schema/1.0/bpmn';
const ZEEBE = 'http://camunda.org/schema/zeebe/1.0';
const LADDER = 'urn:caseladder:bpmn:1';
/** Namespaces whose attributes mean what Camunda's of the same name mean. */
const RELATIVES = ['http://activiti.org/bpmn', 'http://flowable.org/bpmn'];

type Writable = Record<string, unknown>;

const CANONICAL: ReadonlyMap<string, string> = new Map([
  [CAMUNDA, 'camunda'],
  [ZEEBE, 'zeebe'],
  [LADDER, 'ladder'],
  ...RELATIVES.map((uri) => [uri, 'camunda'] as const),
]);

const renamed = (name: string, prefixes: ReadonlyMap<string, string>): string => {
  const colon = name.indexOf(':');
  const canonical = colon < 0 ? undefined : prefixes.get(name.slice(0, colon));
  return canonical === undefined ? name : `${canonical}:${name.slice(colon + 1)}`;
};

const renamePrefixes = (element: ModdleElement, prefixes: ReadonlyMap<string, string>): void => {
  const attributes = element.$attrs as Record<string, string> | undefined;
  for (const name of Object.keys(attributes ?? {})) {
    const canonical = renamed(name, prefixes);
    if (canonical !== name && attributes![canonical] === undefined) attributes![canonical] = attributes![name]!;
  }
  if (prefixes.has(element.$type.split(':')[0]!))
    Object.defineProperty(element, '$type', { value: renamed(element.$type, prefixes), enumerable: true });
};

type Attributes = Readonly<Record<string, string | undefined>>;

/** What a Zeebe extension element says, as attributes of the element that carries it. */
const ZEEBE_WORDS = new Map<string, (said: Attributes) => Attributes>([
  ['zeebe:taskDefinition', (said) => ({ 'camunda:type': 'external', 'camunda:topic': said['type'] })],
  [
    'zeebe:assignmentDefinition',
    (said) => ({
      'camunda:assignee': said['assignee'],
      'camunda:candidateGroups': said['candidateGroups'],
      'camunda:candidateUsers': said['candidateUsers'],
    }),
  ],
  [
    'zeebe:taskSchedule',
    (said) => ({ 'camunda:dueDate': said['dueDate'], 'camunda:followUpDate': said['followUpDate'] }),
  ],
  ['zeebe:priorityDefinition', (said) => ({ 'camunda:priority': said['priority'] })],
  ['zeebe:formDefinition', (said) => ({ 'camunda:formRef': said['formId'], 'camunda:formKey': said['formKey'] })],
  [
    'zeebe:calledDecision',
    (said) => ({
      'camunda:decisionRef': said['decisionId'],
      'camunda:resultVariable': said['resultVariable'],
    }),
  ],
  ['zeebe:versionTag', (said) => ({ 'camunda:versionTag': said['value'] })],
]);

const put = (element: ModdleElement, attributes: Attributes): void => {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && element.$attrs[name] === undefined) element.$attrs[name] = value;
};

const translateZeebe = (element: ModdleElement): void => {
  const extensions = (element['extensionElements'] as ModdleElement | undefined)?.['values'];
  for (const said of (extensions ?? []) as (ModdleElement & Attributes)[]) {
    put(element, ZEEBE_WORDS.get(said.$type)?.(said) ?? {});
    if (said.$type === 'zeebe:calledElement' && said['processId'] !== undefined)
      (element as Writable)['calledElement'] ??= said['processId'];
    if (said.$type === 'zeebe:script' && said['expression'] !== undefined) {
      (element as Writable)['scriptFormat'] ??= 'feel';
      (element as Writable)['script'] ??= said['expression'];
      put(element, { 'camunda:resultVariable': said['resultVariable'] });
    }
    if (said.$type === 'zeebe:loopCharacteristics')
      put(element, {
        'camunda:collection': said['inputCollection'],
        'camunda:elementVariable': said['inputElement'],
        'camunda:outputCollection': said['outputCollection'],
        'camunda:outputElement': said['outputElement'],
      });
  }
};

const WORKING_TYPES = new Set([
  'bpmn:ServiceTask',
  'bpmn:SendTask',
  'bpmn:BusinessRuleTask',
  'bpmn:MessageEventDefinition',
]);

const nameWork = (element: ModdleElement): void => {
  if (!WORKING_TYPES.has(element.$type) || element.$attrs['camunda:decisionRef'] !== undefined) return;
  put(element, { 'camunda:topic': implicitTopic(element) });
};

/** Every flow element and event definition of a container. */
const nameWorkIn = (container: ModdleElement): void => {
  for (const element of (container['flowElements'] ?? []) as ModdleElement[]) {
    nameWork(element);
    for (const definition of (element['eventDefinitions'] ?? []) as ModdleElement[]) nameWork(definition);
    nameWorkIn(element);
  }
};

const translateAll = (root: ModdleElement, prefixes: ReadonlyMap<string, string>, usesZeebe: boolean): void => {
  const open = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (prefixes.size > 0) renamePrefixes(element, prefixes);
    open.push(...containedIn(element));
    if (usesZeebe) translateZeebe(element);
  }
};

/** Adds the canonical words to every element that says the same in others. */
export const speakCamunda = (root: ModdleElement, namespaces: ReadonlyMap<string, string>): void => {
  const prefixes = new Map<string, string>();
  for (const [prefix, uri] of namespaces) {
    const canonical = CANONICAL.get(uri);
    if (canonical !== undefined && canonical !== prefix) prefixes.set(prefix, canonical);
  }
  const usesZeebe = [...namespaces.values()].includes(ZEEBE);
  if (prefixes.size > 0 || usesZeebe) translateAll(root, prefixes, usesZeebe);
  for (const element of (root['rootElements'] ?? []) as ModdleElement[]) nameWorkIn(element);
};
