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

const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value;

/** The elements contained in this one; references are skipped because their targets have another parent. */
export const containedIn = (element: ModdleElement): ModdleElement[] =>
  Object.keys(element).flatMap((key) => {
    if (key === '$parent') return [];
    const value = element[key];
    return (Array.isArray(value) ? value : [value]).filter(
      (item): item is ModdleElement => isElement(item) && (item.$parent === element || key === '$children'),
    );
  });
