/** The drawn side of a definition (BPMN DI): what stands where, for pictures made without a browser. Lengths are those of the model. */
import { elementOf, elementsOf, typeOf } from './check/properties.ts';
import type { ModdleElement } from './moddle-element.ts';
import { parseDrawnBpmn } from './parse-bpmn.ts';

export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };

type Drawn = {
  readonly id: string;
  /** BPMN type without prefix, first letter small. */
  readonly type: string;
  readonly name?: string;
  readonly labelBounds?: Bounds;
};

export type Shape = Drawn & {
  readonly bounds: Bounds;
  /** Pools and lanes: whether they lie on their side. */
  readonly isHorizontal: boolean;
  readonly isExpanded: boolean;
  /** For events: what it is about, for instance `timer`; absent for a plain one. */
  readonly event?: string;
  /** A boundary or start event that does not end what it stands on. */
  readonly isInterrupting: boolean;
  /** Text of an annotation. */
  readonly text?: string;
};

export type Edge = Drawn & { readonly points: readonly Point[]; readonly isDefault: boolean };

export type Diagram = { readonly shapes: readonly Shape[]; readonly edges: readonly Edge[] };

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const boundsOf = (element: ModdleElement | undefined): Bounds | undefined => {
  const bounds = element && elementOf(element, 'bounds');
  if (!bounds) return undefined;
  const number = (name: string): number => Number(bounds[name] ?? 0);
  return { x: number('x'), y: number('y'), width: number('width'), height: number('height') };
};

const drawnOf = (di: ModdleElement, element: ModdleElement): Drawn => {
  const labelBounds = boundsOf(elementOf(di, 'label'));
  return {
    id: element.id ?? '',
    type: lowerFirst(typeOf(element)),
    ...(element.name !== undefined && { name: element.name }),
    ...(labelBounds && { labelBounds }),
  };
};

const shapeOf = (di: ModdleElement, element: ModdleElement, bounds: Bounds): Shape => {
  const [definition] = elementsOf(element, 'eventDefinitions');
  const { text } = element;
  return {
    ...drawnOf(di, element),
    bounds,
    isHorizontal: di['isHorizontal'] !== false,
    isExpanded: di['isExpanded'] === true,
    ...(definition && { event: lowerFirst(typeOf(definition)).replace(/EventDefinition$/, '') }),
    isInterrupting: element['cancelActivity'] !== false && element['isInterrupting'] !== false,
    ...(typeof text === 'string' && { text }),
  };
};

const edgeOf = (di: ModdleElement, element: ModdleElement): Edge => {
  const source = elementOf(element, 'sourceRef');
  return {
    ...drawnOf(di, element),
    points: elementsOf(di, 'waypoint').map(({ x, y }) => ({ x: Number(x), y: Number(y) })),
    isDefault: source !== undefined && elementOf(source, 'default') === element,
  };
};

const read = async (xml: string): Promise<Diagram> => {
  const [diagram] = elementsOf(await parseDrawnBpmn(xml), 'diagrams');
  const plane = diagram && elementOf(diagram, 'plane');
  const shapes: Shape[] = [];
  const edges: Edge[] = [];
  for (const di of plane ? elementsOf(plane, 'planeElement') : []) {
    const element = elementOf(di, 'bpmnElement');
    if (!element) continue;
    const bounds = boundsOf(di);
    if (bounds) shapes.push(shapeOf(di, element, bounds));
    else edges.push(edgeOf(di, element));
  }
  return { shapes, edges };
};

/** Reading takes tens of milliseconds, and pages draw the same few versions again and again. */
const rememberedDiagrams = 24;
const remembered = new Map<string, Promise<Diagram>>();

/** The first diagram of a BPMN file; empty when nothing is drawn. Rejects with the parser's error when the text is no BPMN. */
export const readDiagram = (xml: string): Promise<Diagram> => {
  const known = remembered.get(xml) ?? read(xml);
  // What was asked for last goes last.
  remembered.delete(xml);
  remembered.set(xml, known);
  const [oldest] = remembered.keys();
  if (remembered.size > rememberedDiagrams && oldest !== undefined) remembered.delete(oldest);
  return known;
};
