/** An element of the parsed tree. Attributes appear under their BPMN names; foreign attributes in `$attrs`. */
export type ModdleElement = {
  readonly $type: string;
  readonly $attrs: Record<string, string>;
  readonly $parent?: ModdleElement;
  /** Content of elements of foreign namespaces. */
  readonly $children?: readonly ModdleElement[];
  readonly $body?: string;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
};
