/** The things of a parsed BPMN or DMN file. */
import type { ModdleElement } from '../../model/moddle-element.ts';
import type { ComparedThing } from './compared-thing.ts';

/** Properties whose elements have an identity of their own; everything else belongs to what contains it. */
const thingProperties: ReadonlySet<string> = new Set([
  'rootElements',
  'flowElements',
  'artifacts',
  'laneSets',
  'lanes',
  'participants',
  'messageFlows',
  'drgElement',
  'rule',
  'input',
  'output',
]);

/** Follows from other elements, or is only about how it is drawn. */
const leftOut: ReadonlySet<string> = new Set([
  'id',
  'incoming',
  'outgoing',
  'flowNodeRef',
  'diagrams',
  'dmnDI',
  'exporter',
  'exporterVersion',
]);

const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value;

const typeOf = ({ $type }: ModdleElement): string => {
  const name = $type.slice($type.indexOf(':') + 1);
  return name.charAt(0).toLowerCase() + name.slice(1);
};

const isInside = (element: ModdleElement, value: ModdleElement): boolean =>
  value.$parent === undefined || value.$parent === element;

const collect = (element: ModdleElement, path: string, members: Map<string, string>): void => {
  const put = (name: string, value: unknown): void => {
    const place = path === '' ? name : `${path}.${name}`;
    if (value === undefined || value === null || value === '') return;
    if (!isElement(value)) members.set(place, typeof value === 'string' ? value : JSON.stringify(value));
    else if (isInside(element, value)) {
      members.set(place, typeOf(value));
      collect(value, place, members);
    } else members.set(place, value.id ?? value.name ?? value.$type);
  };
  // References are properties that do not show up in an enumeration.
  for (const name of Object.getOwnPropertyNames(element)) {
    const value = element[name];
    if (name.startsWith('$') && name !== '$children' && name !== '$body') continue;
    if (leftOut.has(name) || thingProperties.has(name)) continue;
    if (!Array.isArray(value)) put(name, value);
    else for (const [index, item] of (value as unknown[]).entries()) put(`${name}[${index + 1}]`, item);
  }
  for (const [name, value] of Object.entries(element.$attrs ?? {})) if (!name.startsWith('xmlns')) put(name, value);
};

/** In document order; what has no id is known by its place. */
export const thingsOfTree = (root: ModdleElement): ComparedThing[] => {
  const things: ComparedThing[] = [];
  const visit = (element: ModdleElement, place: string): void => {
    const members = new Map<string, string>();
    collect(element, '', members);
    const label = element['label'];
    const name = element.name ?? (typeof label === 'string' ? label : undefined);
    things.push({ id: element.id ?? place, type: typeOf(element), members, ...(name !== undefined && { name }) });
    visitParts(element, place);
  };
  const visitParts = (element: ModdleElement, place: string): void => {
    for (const [property, value] of Object.entries(element))
      if (property === 'childLaneSet' && isElement(value)) visitParts(value, place);
      else if (thingProperties.has(property) && Array.isArray(value))
        for (const [index, part] of value.filter(isElement).entries()) visit(part, `${place}/${property}-${index + 1}`);
      else if (isElement(value) && isInside(element, value)) visitParts(value, `${place}/${property}`);
  };
  visitParts(root, '');
  return things;
};
