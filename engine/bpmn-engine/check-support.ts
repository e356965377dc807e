/** Which constructs this executor would get wrong: the library's known gaps and what we chose not to build on it. */
import type { Definition, ElementInfo, Problem } from '../definition.ts';
import type { ModdleElement } from '../model/parse-bpmn.ts';
import { compileContext } from './compile-context.ts';
import { checkFlows } from './check-flows.ts';

/** A sentence on what is not supported about the element, or nothing. */
type Rule = { readonly rule: string; readonly check: (element: ModdleElement) => string | undefined };

const unsupportedTypes: Readonly<Record<string, string>> = {
  'bpmn:ComplexGateway': 'Complex gateways do not run here; use exclusive or parallel gateways.',
  'bpmn:CallActivity': 'Call activities do not run here; use an embedded sub-process.',
  'bpmn:Transaction': 'Transactions do not run here; use an embedded sub-process.',
  'bpmn:AdHocSubProcess': 'Ad-hoc sub-processes do not run here; model their order.',
};

const unsupportedTriggers: Readonly<Record<string, string>> = {
  'bpmn:CompensateEventDefinition': 'Compensation events do not run here.',
  'bpmn:CancelEventDefinition': 'Cancel events do not run here.',
  'bpmn:LinkEventDefinition': 'Link events do not run here; draw a sequence flow.',
};

const definitionsOf = (element: ModdleElement): readonly ModdleElement[] =>
  (element['eventDefinitions'] ?? []) as ModdleElement[];

const isLoop = (element: ModdleElement, type: string): boolean =>
  (element['loopCharacteristics'] as ModdleElement | undefined)?.$type === type;

const extensionTypes = (element: ModdleElement): string[] =>
  (((element['extensionElements'] as ModdleElement | undefined)?.['values'] ?? []) as readonly { $type: string }[]).map(
    ({ $type }) => $type,
  );

const mappings = new Set(['camunda:inputoutput', 'zeebe:iomapping']);

const isRepeatingBoundary = (element: ModdleElement): boolean =>
  element.$type === 'bpmn:BoundaryEvent' && element['cancelActivity'] === false;

const rules: readonly Rule[] = [
  { rule: 'element-type', check: ({ $type }) => unsupportedTypes[$type] },
  {
    rule: 'event-sub-process',
    check: (element) =>
      element['triggeredByEvent'] === true
        ? 'Event sub-processes do not run here; use boundary events on a sub-process.'
        : undefined,
  },
  {
    rule: 'event-type',
    check: (element) =>
      definitionsOf(element)
        .map(({ $type }) => unsupportedTriggers[$type])
        .find((sentence) => sentence !== undefined),
  },
  {
    rule: 'multiple-event',
    check: (element) =>
      definitionsOf(element).length > 1
        ? 'Events with several definitions do not run here; use one event each.'
        : undefined,
  },
  {
    rule: 'timer-cycle',
    check: (element) =>
      definitionsOf(element).some((definition) => definition['timeCycle'] !== undefined) &&
      !isRepeatingBoundary(element)
        ? 'Timer cycles run here only on non-interrupting boundary events.'
        : undefined,
  },
  {
    rule: 'compensation',
    check: (element) => (element['isForCompensation'] === true ? 'Compensation handlers do not run here.' : undefined),
  },
  {
    rule: 'standard-loop',
    check: (element) =>
      isLoop(element, 'bpmn:StandardLoopCharacteristics')
        ? 'Standard loops do not run here; draw the loop with an exclusive gateway.'
        : undefined,
  },
  {
    rule: 'multi-instance-sub-process',
    check: (element) =>
      element.$type === 'bpmn:SubProcess' && isLoop(element, 'bpmn:MultiInstanceLoopCharacteristics')
        ? 'Multi-instance sub-processes do not run here; only tasks can be multi-instance.'
        : undefined,
  },
  {
    rule: 'completion-condition',
    check: (element) =>
      (element['loopCharacteristics'] as ModdleElement | undefined)?.['completionCondition'] === undefined
        ? undefined
        : 'Completion conditions of multi-instance tasks do not run here.',
  },
  {
    rule: 'script',
    check: ({ $type, scriptFormat }) =>
      $type === 'bpmn:ScriptTask' && !/feel/i.test(String(scriptFormat))
        ? 'Scripts of a model never run; write FEEL (scriptFormat="feel") or use an external task.'
        : undefined,
  },
  {
    rule: 'decision',
    check: ({ $attrs }) =>
      $attrs['camunda:decisionRef'] !== undefined && $attrs['camunda:topic'] === undefined
        ? 'Decisions do not run here; use camunda:type="external" with a topic.'
        : undefined,
  },
  {
    rule: 'data-mapping',
    check: (element) =>
      extensionTypes(element).some((type) => mappings.has(type.toLowerCase()))
        ? 'Input and output mappings do not run here; tasks read and write the data of the case.'
        : undefined,
  },
];

/**
 * Everything in the definition that this executor cannot run as the standard says, each with its element.
 * A definition with an error among them is refused at `start`.
 */
export const checkSupport = (definition: Definition): Problem[] => {
  const problems: Problem[] = [...compileContext(definition).problems];
  const add = (info: ElementInfo, rule: string, sentence: string): void => {
    const { id, name } = info;
    const named = name === undefined ? `'${id}'` : `'${name}' (${id})`;
    problems.push({
      severity: 'error',
      rule,
      file: definition.fileName,
      elementId: id,
      ...(name === undefined ? {} : { elementName: name }),
      message: `${named}: ${sentence}`,
    });
  };
  for (const info of definition.elements.values()) {
    const element = definition.model.elementsById[info.id];
    if (!element) continue;
    for (const { rule, check } of rules) {
      const sentence = check(element);
      if (sentence !== undefined) add(info, rule, sentence);
    }
  }
  for (const { info, rule, sentence } of checkFlows(definition)) add(info, rule, sentence);
  return problems;
};
