/**
 * The library's state without what it rebuilds by itself or never reads again: about a third is left. What every message
 * of an element repeats (its id, its run, its parent, queue options, the path of tokens that led there) is put back on load.
 */

type Bag = { [name: string]: unknown };

/** A queued message: routing key, and content as far as it differs from its element's. */
type SlimMessage = { readonly key: string; readonly content?: Bag };

type SlimQueues = { readonly [name: string]: readonly SlimMessage[] };

export type SlimScope = {
  readonly executionId: string;
  readonly status: string;
  readonly children: readonly SlimElement[];
};

export type SlimElement = {
  readonly id: string;
  readonly executionId?: string;
  readonly status?: string;
  readonly queues: SlimQueues;
  readonly isExecuting?: true;
  /** The inside of a sub-process. */
  readonly scope?: SlimScope;
};

export type SlimProcess = SlimElement & { readonly scope: SlimScope };

const QUEUE_OPTIONS = { autoDelete: false, durable: true };

const exchanges: Readonly<Record<string, string>> = {
  'run-q': 'run',
  'execute-q': 'execution',
  'execution-q': 'execution',
  'format-run-q': 'format',
};

/** Flags the element knows of itself, names, and notes on how a flow was evaluated. */
const derived = new Set(
  (
    'id type name lane state status isEnd isStart isThrowing isParallelJoin isTransaction attachedTo ' +
    'action result evaluationId targetId sourceId isDefault output loopCardinality'
  ).split(' '),
);

const pick = (content: Bag, names: readonly string[]): Bag =>
  Object.fromEntries(names.filter((name) => content[name] !== undefined).map((name) => [name, content[name]]));

/** Of the way that led here only the token itself is read again, to take it off the list of tokens under way. */
const slimInbound = (inbound: readonly Bag[]): Bag[] =>
  inbound.map((content) => pick(content, ['id', 'executionId', 'sequenceId', 'isSequenceFlow']));

const slimContent = (content: Bag, element: { id: string; executionId?: unknown }): Bag => {
  const { inbound, parent, executionId, id, ...rest } = content;
  const kept = Object.entries(rest).filter(([name, value]) => value !== undefined && !derived.has(name));
  const owner = parent as Bag | undefined;
  return {
    ...(id === element.id ? {} : { id }),
    ...(executionId === element.executionId || executionId === undefined ? {} : { executionId }),
    ...(owner?.['id'] === element.id ? { parent: pick(owner, ['id', 'executionId']) } : {}),
    ...Object.fromEntries(kept),
    ...(inbound ? { inbound: slimInbound(inbound as Bag[]) } : {}),
  };
};

/** The process only notes who is under way; everything else of its messages is the element's own. */
const slimNote = (content: Bag): Bag => pick(content, ['id', 'executionId', 'sequenceId', 'isSequenceFlow']);

const slimQueues = (element: Bag): SlimQueues => {
  const owner = { id: element['id'] as string, executionId: element['executionId'] };
  const queues = ((element['broker'] as Bag | undefined)?.['queues'] ?? []) as Bag[];
  return Object.fromEntries(
    queues.map(({ name, messages = [] }) => [
      name as string,
      (messages as Bag[])
        // What is not persistent is ignored when read again; kept, it would grow with every step.
        .filter(({ properties }) => (properties as Bag)['persistent'] !== false)
        .map(({ fields, content }): SlimMessage => {
          const isNote = !((name as string) in exchanges) && name !== 'inbound-q';
          const slim = isNote ? slimNote(content as Bag) : slimContent(content as Bag, owner);
          return {
            key: (fields as Bag)['routingKey'] as string,
            ...(Object.keys(slim).length > 0 ? { content: slim } : {}),
          };
        }),
    ]),
  );
};

const slimScope = (execution: Bag): SlimScope => ({
  executionId: execution['executionId'] as string,
  status: execution['status'] as string,
  children: (execution['children'] as Bag[]).map(slimElement),
});

const slimElement = (element: Bag): SlimElement => {
  const execution = element['execution'] as Bag | undefined;
  return {
    id: element['id'] as string,
    ...pick(element, ['executionId', 'status']),
    queues: slimQueues(element),
    ...(execution && execution['completed'] !== true ? { isExecuting: true as const } : {}),
    ...(execution?.['children'] ? { scope: slimScope(execution) } : {}),
  };
};

/** Plain JSON, shared with nothing live. */
export const slimState = (state: unknown): SlimProcess => {
  const process = JSON.parse(JSON.stringify(state)) as Bag;
  return { ...slimElement(process), scope: slimScope(process['execution'] as Bag) };
};

const restoreBroker = (element: SlimElement, scopeId: string | undefined): Bag => ({
  queues: Object.entries(element.queues).map(([name, messages]) => ({
    name,
    options: QUEUE_OPTIONS,
    messages: messages.map(({ key, content = {} }) => ({
      fields: { routingKey: key, exchange: exchanges[name] ?? 'event' },
      content: {
        id: element.id,
        executionId: element.executionId,
        ...(scopeId === undefined ? {} : { parent: { id: scopeId } }),
        ...structuredClone(content),
      },
      properties: {},
    })),
  })),
});

const restoreScope = ({ executionId, status, children }: SlimScope, scopeId: string): Bag => ({
  executionId,
  status,
  stopped: false,
  completed: false,
  children: children.map((child) => restoreElement(child, scopeId)),
});

const restoreElement = (element: SlimElement, scopeId: string | undefined): Bag => ({
  id: element.id,
  executionId: element.executionId,
  status: element.status,
  stopped: false,
  broker: restoreBroker(element, scopeId),
  ...(element.isExecuting
    ? { execution: { completed: false, ...(element.scope ? restoreScope(element.scope, element.id) : {}) } }
    : {}),
});

/** The library's own form again, made of fresh objects. */
export const restoreState = (process: SlimProcess): unknown =>
  restoreElement({ ...process, isExecuting: true }, undefined);
