/** What the designers' pages use of the services inside bpmn-js, whose own types are partial. */
export type BusinessObject = {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  $instanceOf(type: string): boolean;
  get(name: string): unknown;
};

export type DiagramElement = {
  readonly id: string;
  readonly type: string;
  readonly businessObject: BusinessObject;
  readonly parent?: DiagramElement;
  readonly label?: unknown;
  readonly labelTarget?: DiagramElement;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Point = { readonly x: number; readonly y: number };

export type ElementRegistry = {
  get(id: string): DiagramElement | undefined;
  getGraphics(element: DiagramElement): SVGElement;
  filter(accept: (element: DiagramElement) => boolean): DiagramElement[];
};
export type Overlays = {
  add(
    elementId: string,
    type: string,
    overlay: { position: object; html: HTMLElement; show?: object; scale?: object },
  ): string;
  remove(filter: { type: string }): void;
};
export type Canvas = {
  addMarker(elementId: string, marker: string): void;
  removeMarker(elementId: string, marker: string): void;
  zoom(level: 'fit-viewport' | number, center?: 'auto'): number;
  viewbox(box?: { x: number; y: number; width: number; height: number }): {
    x: number;
    y: number;
    width: number;
    height: number;
    scale: number;
  };
  scrollToElement(element: DiagramElement): void;
  setRootElement(element: DiagramElement): void;
  findRoot(element: DiagramElement): DiagramElement | undefined;
  getRootElement(): DiagramElement;
  focus?(): void;
};
export type Selection = { select(element: DiagramElement): void };
export type EventBus = {
  on(events: string | readonly string[], listener: (event: object) => void): void;
  fire(event: string, data?: object): void;
};
export type Modeling = {
  updateProperties(element: DiagramElement, properties: object): void;
  updateModdleProperties(element: DiagramElement, target: BusinessObject, properties: object): void;
  createShape(shape: object, position: Point, target: DiagramElement, hints?: object): DiagramElement;
};
export type ElementFactory = { createShape(attributes: object): DiagramElement };
export type CommandStack = {
  registerHandler(name: string, handler: unknown): void;
  execute(name: string, context: object): void;
};

/** Anything with bpmn-js services: a modeler or a viewer. */
export type Diagram = { get(name: string): unknown };
