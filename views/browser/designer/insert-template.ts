/** Draws an element template with everything that belongs to it, as one step that can be undone as one. */
import type {
  BusinessObject,
  Canvas,
  DiagramElement,
  ElementFactory,
  ElementRegistry,
  Modeling,
  Point,
} from './diagram-types.ts';
import type { ElementTemplate } from './element-templates.ts';

type Moddle = { create(type: string, attributes?: object): BusinessObject & { $parent?: unknown } };
type AutoPlace = { append(source: DiagramElement, shape: DiagramElement): DiagramElement };

export type InsertTemplate = {
  readonly template: ElementTemplate;
  /** Append behind this element; default: in the middle of what is seen. */
  readonly source?: DiagramElement;
  /** Set when done. */
  inserted?: DiagramElement;
};

const timerDistance = 34;

/** A handler of the command stack; `preExecute` lets the changes it makes be undone together. */
export class InsertTemplateHandler {
  static readonly $inject = ['modeling', 'elementFactory', 'bpmnFactory', 'canvas', 'autoPlace', 'elementRegistry'];
  readonly #modeling: Modeling;
  readonly #elements: ElementFactory;
  readonly #factory: Moddle;
  readonly #canvas: Canvas;
  readonly #autoPlace: AutoPlace;
  readonly #registry: ElementRegistry;

  constructor(
    modeling: Modeling,
    elements: ElementFactory,
    factory: Moddle,
    canvas: Canvas,
    autoPlace: AutoPlace,
    registry: ElementRegistry,
  ) {
    this.#modeling = modeling;
    this.#elements = elements;
    this.#factory = factory;
    this.#canvas = canvas;
    this.#autoPlace = autoPlace;
    this.#registry = registry;
  }

  preExecute(context: InsertTemplate): void {
    const { template, source } = context;
    const shape = this.#elements.createShape({ type: template.type });
    const placed = source
      ? this.#autoPlace.append(source, shape)
      : this.#modeling.createShape(shape, this.#middle(), this.#surface());
    this.#modeling.updateProperties(placed, {
      id: this.#freeId(template.elementId),
      name: template.name,
      ...template.attributes,
      ...(template.passesData && { extensionElements: this.#passedData() }),
    });
    for (const [index, timer] of (template.timers ?? []).entries()) {
      const event = this.#elements.createShape({
        type: 'bpmn:BoundaryEvent',
        eventDefinitionType: 'bpmn:TimerEventDefinition',
        cancelActivity: timer.isInterrupting,
      });
      const position = { x: placed.x + 20 + index * (timerDistance + 20), y: placed.y + placed.height };
      const attached = this.#modeling.createShape(event, position, placed, { attach: true });
      const [definition] = attached.businessObject.get('eventDefinitions') as BusinessObject[];
      this.#modeling.updateModdleProperties(attached, definition!, {
        timeDuration: this.#factory.create('bpmn:FormalExpression', { body: timer.duration }),
      });
      this.#modeling.updateProperties(attached, { name: timer.name, ...timer.attributes });
    }
    context.inserted = placed;
  }

  /** What a new element lies on: in a diagram with pools the pool in the middle of what is seen, or the first. */
  #surface(): DiagramElement {
    const { x, y } = this.#middle();
    const pools = this.#registry.filter(({ businessObject }) => businessObject.$instanceOf('bpmn:Participant'));
    const isUnder = (pool: DiagramElement): boolean =>
      x >= pool.x && x <= pool.x + pool.width && y >= pool.y && y <= pool.y + pool.height;
    return pools.find(isUnder) ?? pools[0] ?? this.#canvas.getRootElement();
  }

  #middle(): Point {
    const { x, y, width, height } = this.#canvas.viewbox();
    return { x: x + width / 2, y: y + height / 2 };
  }

  #freeId(wanted: string): string {
    for (let number = 1; ; number += 1) {
      const id = number === 1 ? wanted : `${wanted}${number}`;
      if (!this.#registry.get(id)) return id;
    }
  }

  #passedData(): object {
    return this.#factory.create('bpmn:ExtensionElements', {
      values: [
        this.#factory.create('camunda:In', { variables: 'all' }),
        this.#factory.create('camunda:Out', { variables: 'all' }),
      ],
    });
  }
}
