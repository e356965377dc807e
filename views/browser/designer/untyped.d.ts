/** The parts of bpmn.io libraries without types that the designers' pages use. */
declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: object;
  export const BpmnPropertiesProviderModule: object;
  export const CamundaPlatformPropertiesProviderModule: object;
  export function useService(name: string): unknown;
}
declare module '@bpmn-io/properties-panel' {
  export const TextFieldEntry: unknown;
  export const SelectEntry: unknown;
  export function isTextFieldEntryEdited(node: unknown): boolean;
  export function isSelectEntryEdited(node: unknown): boolean;
}
declare module '@bpmn-io/properties-panel/preact' {
  export function h(component: unknown, props: object): unknown;
}
declare module 'camunda-bpmn-js-behaviors/lib/camunda-platform' {
  const behaviours: object;
  export default behaviours;
}
declare module 'bpmn-js-token-simulation' {
  const simulation: object;
  export default simulation;
}
declare module '@bpmn-io/form-js-editor' {
  export class FormEditor {
    constructor(options: object);
    importSchema(schema: object): Promise<{ warnings: unknown[] }>;
    saveSchema(): object;
    on(event: string, listener: () => void): void;
    destroy(): void;
  }
}
declare module 'dmn-js/lib/Modeler' {
  export type DmnView = { readonly type: string; readonly element: { readonly id: string } };
  export default class DmnModeler {
    constructor(options: object);
    importXML(xml: string): Promise<{ warnings: unknown[] }>;
    saveXML(options: { format: boolean }): Promise<{ xml: string }>;
    getViews(): DmnView[];
    open(view: DmnView): Promise<unknown>;
    on(event: string, listener: () => void): void;
    getActiveViewer(): { on(event: string, listener: () => void): void } | undefined;
    destroy(): void;
  }
}
