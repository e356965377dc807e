/** The library's form of a definition with our behaviours in it; made once per definition, holds no run. */
import type { Definition, Problem } from '../definition.ts';
import type { ModdleElement } from '../model/parse-bpmn.ts';
import { instrumentActivity } from './activity.ts';
import { compileCondition, compileNode, type CompiledDefinition, type CompiledNode } from './compiled-node.ts';
import { OwnEventDefinition } from './event-definition.ts';
import { compileExpression, type Expression } from '../model/expression/compile-expression.ts';
import { layOut } from './layout.ts';
import { libraryFactory, serializeContext, type Activity, type SerializedContext } from './library.ts';
import { ParallelGateway } from './parallel-join.ts';
import { QuietSequenceFlow } from './sequence-flow.ts';
import { WorkTask } from './work-task.ts';

const tasks = [
  'Task',
  'ScriptTask',
  'ManualTask',
  'UserTask',
  'ServiceTask',
  'SendTask',
  'ReceiveTask',
  'BusinessRuleTask',
];
const events = ['StartEvent', 'EndEvent', 'BoundaryEvent', 'IntermediateCatchEvent', 'IntermediateThrowEvent'];
const others = ['ExclusiveGateway', 'InclusiveGateway', 'EventBasedGateway', 'SubProcess'];
const triggers = ['Timer', 'Message', 'Signal', 'Error', 'Escalation', 'Conditional', 'Terminate'];

const instrumented = (name: string): unknown => {
  const LibraryFactory = libraryFactory(name);
  return function make(definition: unknown, context: unknown): Activity {
    return instrumentActivity(new LibraryFactory(definition, context) as Activity);
  };
};

// Refused by the support check; named here so that their process can be read at all.
const unsupported = ['ComplexGateway'];

const behaviours: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(unsupported.map((name) => [`bpmn:${name}`, libraryFactory('Dummy')])),
  'bpmn:SequenceFlow': QuietSequenceFlow,
  'bpmn:ParallelGateway': ParallelGateway,
  ...Object.fromEntries(tasks.map((name) => [`bpmn:${name}`, WorkTask])),
  ...Object.fromEntries([...events, ...others].map((name) => [`bpmn:${name}`, instrumented(name)])),
  ...Object.fromEntries(triggers.map((name) => [`bpmn:${name}EventDefinition`, OwnEventDefinition])),
};

/** What the library would do with data objects on its own; the data of a case is ours. */
const dropDataObjects = (context: SerializedContext): void => {
  for (const { behaviour } of context.elements.activities)
    for (const name of ['ioSpecification', 'properties', 'dataInputAssociations', 'dataOutputAssociations'])
      delete (behaviour as Record<string, unknown>)[name];
};

/** Collections come from `camunda:collection`, which the serializer, knowing no foreign namespace, leaves aside. */
const adoptCollections = (context: SerializedContext, definition: Definition): void => {
  for (const { id, behaviour } of context.elements.activities) {
    const loop = definition.model.elementsById[id]?.['loopCharacteristics'] as ModdleElement | undefined;
    const collection = loop?.$attrs['camunda:collection'];
    if (!behaviour.loopCharacteristics || collection === undefined) continue;
    const isExpression = collection.startsWith('=') || collection.includes('{');
    Object.assign(behaviour.loopCharacteristics.behaviour, {
      collection: isExpression ? collection : `\${${collection}}`,
      elementVariable: loop?.$attrs['camunda:elementVariable'] ?? 'item',
    });
  }
};

const memoized = (): ((source: string) => Expression) => {
  const known = new Map<string, Expression>();
  return (source) => {
    const compiled = known.get(source) ?? compileExpression(source);
    known.set(source, compiled);
    return compiled;
  };
};

const cache = new WeakMap<Definition, CompiledDefinition>();

export const compileContext = (definition: Definition): CompiledDefinition => {
  const known = cache.get(definition);
  if (known) return known;
  const nodes = new Map<string, CompiledNode>();
  const conditions = new Map<string, Expression>();
  const problems: Problem[] = [];
  for (const { id, type } of definition.elements.values()) {
    const element = definition.model.elementsById[id]!;
    try {
      const condition = type === 'sequenceFlow' ? compileCondition(element) : undefined;
      if (condition) conditions.set(id, condition);
      else if (type !== 'sequenceFlow') nodes.set(id, compileNode(element));
    } catch (error) {
      problems.push({
        severity: 'error',
        rule: 'expression',
        file: definition.fileName,
        elementId: id,
        message: `'${id}': ${(error as Error).message}`,
      });
    }
  }
  const context = serializeContext(definition.model, definition.key, behaviours);
  dropDataObjects(context);
  adoptCollections(context, definition);
  const compiled = { context, problems, nodes, conditions, layout: layOut(definition), expression: memoized() };
  cache.set(definition, compiled);
  return compiled;
};
