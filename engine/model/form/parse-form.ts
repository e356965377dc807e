/** Reads a form-js schema (`.form` file). Rules written as FEEL expressions are left out: only literal rules are checked. */
import { isObject, objectOrEmpty, refuse, rulesOf } from './component-rules.ts';
import type { Form, FormField } from './form.ts';

const withoutData = new Set(['text', 'html', 'image', 'spacer', 'separator', 'button', 'iframe', 'table']);
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);

const pathOf = (where: string, key: unknown): string[] => {
  if (typeof key !== 'string') return refuse(`${where} has no key; every field that carries data needs one.`);
  const names = key.split('.');
  if (names.some((name) => name.trim() === '' || forbiddenNames.has(name)))
    return refuse(`${where} has the key '${key}'; a key is one or more names joined by dots.`);
  return names;
};

type Surroundings = { readonly path: readonly string[]; readonly mayBeHidden: boolean };

const fieldsOf = (components: unknown, around: Surroundings, place: string): FormField[] => {
  if (!Array.isArray(components))
    return refuse(`${place} has no list of components; an empty list is the least it needs.`);
  return components.flatMap((component: unknown, index): FormField[] => {
    const where = `Component ${index + 1} of ${place}`;
    if (!isObject(component)) return refuse(`${where} is no object; a form-js component is needed.`);
    const { type, key } = component;
    if (typeof type !== 'string')
      return refuse(`${where} has no type; for instance 'textfield', 'radio' or 'group' is needed.`);
    if (withoutData.has(type)) return [];
    const mayBeHidden =
      around.mayBeHidden ||
      objectOrEmpty(component['conditional'])['hide'] !== undefined ||
      component['disabled'] === true ||
      component['readonly'] === true;
    const name = [key, component['path'], component['id'], type].find((candidate) => typeof candidate === 'string');
    const named = `${where} ('${name}')`;
    if (type === 'group' || type === 'dynamiclist') {
      const own = type === 'dynamiclist' || component['path'] ? pathOf(named, component['path']) : [];
      const path = [...around.path, ...own];
      if (type === 'group') return fieldsOf(component['components'], { path, mayBeHidden }, named);
      const fields = fieldsOf(component['components'], { path: [], mayBeHidden }, named);
      return [{ kind: 'list', path, fields, isRequired: false }];
    }
    const rules = rulesOf(named, component);
    if (rules.kind === 'any' && key === undefined) return [];
    const label = component['label'];
    return [
      {
        ...rules,
        path: [...around.path, ...pathOf(named, key)],
        isRequired: !mayBeHidden && objectOrEmpty(component['validate'])['required'] === true,
        ...(typeof label === 'string' ? { label } : {}),
      },
    ];
  });
};

const requireDistinctPaths = (fields: readonly FormField[], id: string): void => {
  const seen = new Set<string>();
  for (const field of fields) {
    const path = field.path.join('.');
    if (seen.has(path)) refuse(`Form '${id}' has two fields with the key '${path}'; each key may be used once.`);
    seen.add(path);
    if (field.kind === 'list') requireDistinctPaths(field.fields, id);
  }
};

/**
 * Turns the text of a `.form` file into a form.
 * Throws `Refusal` (`DEFINITION_REFUSED`) with a sentence naming the place when the text is no usable form-js schema.
 */
export const parseForm = (content: string): Form => {
  let schema: unknown;
  try {
    schema = JSON.parse(content);
  } catch (error) {
    return refuse(`The form is no JSON: ${(error as Error).message}.`);
  }
  if (!isObject(schema)) return refuse('The form is no JSON object; a form-js schema is needed.');
  if (schema['type'] !== 'default')
    return refuse(`The form has the type '${String(schema['type'])}'; form-js schemas have the type 'default'.`);
  const { id } = schema;
  if (typeof id !== 'string' || id === '') return refuse('The form has no id; user tasks refer to it by its id.');
  const fields = fieldsOf(schema['components'], { path: [], mayBeHidden: false }, `form '${id}'`);
  requireDistinctPaths(fields, id);
  return { id, fields };
};
