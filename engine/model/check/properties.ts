/** Reads the loosely typed properties of a parsed element. */
import type { ModdleElement } from '../moddle-element.ts';

/** The BPMN type without prefix: `UserTask`. */
export const typeOf = (element: ModdleElement): string => element.$type.slice(element.$type.indexOf(':') + 1);

export const elementsOf = (element: ModdleElement, property: string): readonly ModdleElement[] =>
  (element[property] as readonly ModdleElement[] | undefined) ?? [];

/** A contained or referenced element. */
export const elementOf = (element: ModdleElement, property: string): ModdleElement | undefined =>
  element[property] as ModdleElement | undefined;

/** Text without the blanks around it; undefined when there is none. */
export const textOf = (element: ModdleElement | undefined, property: string): string | undefined => {
  const text = element?.[property];
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
};

/** An attribute of the `camunda:` vocabulary, blank counts as absent. */
export const camundaOf = (element: ModdleElement, name: string): string | undefined => {
  const text = element.$attrs[`camunda:${name}`]?.trim();
  return text === '' ? undefined : text;
};

export const extensionsOf = (element: ModdleElement): readonly ModdleElement[] =>
  elementsOf(elementOf(element, 'extensionElements') ?? element, 'values');

const WORDS = /([a-z])([A-Z])/g;

/** How messages name an element: `user task 'Assess complaint' (assessComplaint)`. */
export const title = (element: ModdleElement): string => {
  const type = typeOf(element).replace(WORDS, '$1 $2').toLowerCase();
  const name = element.name?.replace(/\s+/g, ' ').trim();
  if (name === undefined || name === '') return element.id === undefined ? `a ${type}` : `${type} '${element.id}'`;
  return element.id === undefined ? `${type} '${name}'` : `${type} '${name}' (${element.id})`;
};

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
