/** The things of a form: the form itself and its components, nested ones by their path. */
import type { ComparedThing } from './compared-thing.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only about how it is drawn, or which tool drew it. */
const leftOut: ReadonlySet<string> = new Set(['components', 'layout', 'exporter', 'id', 'schemaVersion']);

const collect = (value: unknown, path: string, members: Map<string, string>): void => {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) collect(item, `${path}[${index + 1}]`, members);
  else if (isObject(value)) for (const [name, item] of Object.entries(value)) collect(item, `${path}.${name}`, members);
  else if (value !== undefined && value !== null && value !== '')
    members.set(path, typeof value === 'string' ? value : JSON.stringify(value));
};

const textIn = (component: Json, name: string): string | undefined => {
  const value = component[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const thingOf = (component: Json, id: string): ComparedThing => {
  const members = new Map<string, string>();
  for (const [name, value] of Object.entries(component)) if (!leftOut.has(name)) collect(value, name, members);
  const name = textIn(component, 'label') ?? textIn(component, 'text');
  return { id, type: textIn(component, 'type') ?? 'component', members, ...(name !== undefined && { name }) };
};

export const thingsOfForm = (schema: unknown): ComparedThing[] => {
  if (!isObject(schema)) return [];
  const things: ComparedThing[] = [thingOf(schema, textIn(schema, 'id') ?? 'form')];
  const visit = (components: unknown, path: string): void => {
    if (!Array.isArray(components)) return;
    for (const [index, component] of components.filter(isObject).entries()) {
      const id = path + (textIn(component, 'key') ?? textIn(component, 'id') ?? `component-${index + 1}`);
      things.push(thingOf(component, id));
      visit(component['components'], `${id}/`);
    }
  };
  visit(schema['components'], '');
  return things;
};
