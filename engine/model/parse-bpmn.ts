/** The only door to bpmn-moddle: BPMN XML in, a typed-enough object tree out, with everything the parser complained about. */
import { BpmnModdle } from 'bpmn-moddle';

/** An element of the parsed tree. Attributes appear under their BPMN names; foreign attributes in `$attrs`. */
export type ModdleElement = {
  readonly $type: string;
  readonly $attrs: Record<string, string>;
  readonly $parent?: ModdleElement;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
};

/** The whole result of reading one file, in the shape bpmn-moddle gives and moddle-context-serializer takes. */
export type BpmnModel = {
  readonly rootElement: ModdleElement;
  readonly elementsById: Readonly<Record<string, ModdleElement>>;
  readonly references: readonly {
    readonly element: ModdleElement;
    readonly property: string;
    readonly id: string;
  }[];
  readonly warnings: readonly { readonly message: string; readonly element?: ModdleElement }[];
};

/** Reads BPMN 2.0 XML. Rejects with the parser's error when the text is no XML or no BPMN at all. */
export const parseBpmn = async (xml: string): Promise<BpmnModel> => {
  const parsed: unknown = await new BpmnModdle().fromXML(xml);
  return parsed as BpmnModel;
};
