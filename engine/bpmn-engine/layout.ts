/** How the elements of a definition stand to each other: scopes, boundary events, what begins, what flows connect. */
import type { Definition, ElementInfo } from '../definition.ts';
import type { ModdleElement } from '../model/parse-bpmn.ts';

export type Flow = { readonly id: string; readonly sourceId: string; readonly targetId: string };

export type Layout = {
  readonly processId: string;
  /** The process or sub-process a node stands in. */
  readonly parentIds: ReadonlyMap<string, string>;
  /** Connections are read from the flows themselves: the `incoming` and `outgoing` lists of a file are optional. */
  readonly flows: readonly Flow[];
  readonly boundaryIds: ReadonlyMap<string, readonly string[]>;
  /** By process or sub-process: the nodes that no flow leads to and that nothing else triggers. */
  readonly beginnings: ReadonlyMap<string, readonly string[]>;
};

const nodeType = /(?:Task|Event|Gateway|^task|^subProcess|^transaction|^adHocSubProcess|^callActivity)$/;

const idOf = (reference: unknown): string => (reference as ModdleElement | undefined)?.id ?? '';

const append = (lists: Map<string, string[]>, key: string, id: string): void => {
  lists.set(key, [...(lists.get(key) ?? []), id]);
};

const beginsAlone = ({ type }: ElementInfo, element: ModdleElement): boolean =>
  type !== 'boundaryEvent' && element['triggeredByEvent'] !== true && element['isForCompensation'] !== true;

export const layOut = ({ key, elements, model }: Definition): Layout => {
  const infos = [...elements.values()].filter(({ id }) => model.elementsById[id] !== undefined);
  const flows = infos
    .filter(({ type }) => type === 'sequenceFlow')
    .map(({ id }) => {
      const flow = model.elementsById[id]!;
      return { id, sourceId: idOf(flow['sourceRef']), targetId: idOf(flow['targetRef']) };
    });
  const targets = new Set(flows.map(({ targetId }) => targetId));
  const parentIds = new Map<string, string>();
  const boundaryIds = new Map<string, string[]>();
  const beginnings = new Map<string, string[]>();
  for (const info of infos) {
    const { id, type, parentId = key, attachedToId } = info;
    if (!nodeType.test(type)) continue;
    parentIds.set(id, parentId);
    if (attachedToId !== undefined) append(boundaryIds, attachedToId, id);
    if (!targets.has(id) && beginsAlone(info, model.elementsById[id]!)) append(beginnings, parentId, id);
  }
  return { processId: key, parentIds, flows, boundaryIds, beginnings };
};
