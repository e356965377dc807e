/** A group of the properties panel for our own attributes of the selected element and of what it consists of. */
import { h } from '@bpmn-io/properties-panel/preact';
import { isSelectEntryEdited, isTextFieldEntryEdited, SelectEntry, TextFieldEntry } from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import { hasText, text } from './texts.ts';
import type { BusinessObject, DiagramElement, Modeling } from './diagram-types.ts';
import { ladderPropertiesOf, type LadderProperty } from './ladder-descriptor.ts';

/** An attribute and the object that bears it: the element, its event definition, or the message it refers to. */
type Place = { readonly property: LadderProperty; readonly bearer: BusinessObject };

const bearersOf = ({ businessObject }: DiagramElement): BusinessObject[] => {
  const definitions = (businessObject.get('eventDefinitions') as BusinessObject[] | undefined) ?? [];
  const messages = [businessObject, ...definitions].map(
    (bearer) => bearer.get('messageRef') as BusinessObject | undefined,
  );
  return [businessObject, ...definitions, ...messages.filter((message) => message !== undefined)];
};

const placesOf = (element: DiagramElement): Place[] => {
  const seen = new Set<string>();
  return bearersOf(element).flatMap((bearer) =>
    ladderPropertiesOf((type) => bearer.$instanceOf(type))
      // An attribute allowed on the event and on its definition is offered once, on the outermost.
      .filter(({ name }) => !seen.has(name) && seen.add(name))
      .map((property) => ({ property, bearer })),
  );
};

const labelOf = ({ name }: LadderProperty): string => {
  const key = `modeler.attribute.${name.slice('ladder:'.length)}`;
  return hasText(key) ? text(key) : name;
};

const hintOf = ({ name }: LadderProperty): string | undefined => {
  const key = `modeler.attributeHint.${name.slice('ladder:'.length)}`;
  return hasText(key) ? text(key) : undefined;
};

const entryOf = (element: DiagramElement, { property, bearer }: Place): object => {
  const id = `ladder-${property.name.replace(':', '-')}`;
  const component = (): unknown => {
    const modeling = useService('modeling') as Modeling;
    const shared = {
      id,
      element,
      label: labelOf(property),
      description: hintOf(property),
      debounce: useService('debounceInput'),
      getValue: () => bearer.get(property.name) ?? '',
      setValue: (value: string) =>
        modeling.updateModdleProperties(element, bearer, { [property.name]: value === '' ? undefined : value }),
    };
    const { choices } = property;
    if (!choices) return h(TextFieldEntry, shared);
    const options = ['', ...choices].map((value) => ({ value, label: value === '' ? text('modeler.none') : value }));
    return h(SelectEntry, { ...shared, getOptions: () => options });
  };
  return { id, element, component, isEdited: property.choices ? isSelectEntryEdited : isTextFieldEntryEdited };
};

type PanelGroup = { readonly id: string };
type Panel = { registerProvider(priority: number, provider: object): void };

/** Behind the general group (priority 500 comes after the standard providers have added theirs). */
const lateEnough = 500;

class LadderPropertiesProvider {
  static readonly $inject = ['propertiesPanel'];

  constructor(panel: Panel) {
    panel.registerProvider(lateEnough, this);
  }

  getGroups(element: DiagramElement): (groups: PanelGroup[]) => PanelGroup[] {
    return (groups) => {
      const places = placesOf(element);
      if (places.length === 0) return groups;
      const ours = {
        id: 'ladder',
        label: text('modeler.attributes'),
        entries: places.map((place) => entryOf(element, place)),
      };
      const general = groups.findIndex(({ id }) => id === 'general');
      return groups.toSpliced(general + 1, 0, ours);
    };
  }
}

export const ladderPropertiesModule = {
  __init__: ['ladderPropertiesProvider'],
  ladderPropertiesProvider: ['type', LadderPropertiesProvider],
};
