/** The attributes of a user task: the `camunda:` vocabulary, Zeebe's extension elements, the standard's resource roles (§10.3.3). */
import type { Data } from '../../data.ts';
import type { Expression } from '../../model/expression/compile-expression.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { attributeOf, extensionOf, foreignAttribute } from './extension.ts';
import { asText } from '../variables/as-text.ts';
import { textExpression } from './expression.ts';

type Attribute =
  'assignee' | 'candidateGroups' | 'candidateUsers' | 'dueDate' | 'followUpDate' | 'priority' | 'formKey';

export type UserWork = {
  readonly kind: 'user';
  /** Attributes written as plain text, as `waiting` shows them. */
  readonly fixed: Data;
  /** Those that are expressions, to be evaluated when a task comes into being. */
  readonly dynamic: readonly { readonly name: Attribute; readonly expression: Expression }[];
};

/** Lists are written with commas or yielded as lists. */
const asList = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : (asText(value)?.split(',') ?? []))
    .map((entry) => String(entry).trim())
    .filter((entry) => entry !== '');

/** An attribute's value as `waiting` shows it; `undefined` when there is none. */
export const userAttribute = (name: Attribute, value: unknown): unknown => {
  const text = asText(value);
  if (text === undefined || text === '') return undefined;
  if (name === 'candidateGroups' || name === 'candidateUsers') return asList(value);
  if (name !== 'priority') return text;
  return Number.isFinite(Number(text)) ? Number(text) : undefined;
};

/** The text of a performer or potential owner's assignment expression. */
const resourceText = (element: ModdleElement, type: string): string | undefined => {
  const role = ((element['resources'] as ModdleElement[] | undefined) ?? []).find(({ $type }) => $type === type);
  const assignment = role?.['resourceAssignmentExpression'] as { expression?: { body?: string } } | undefined;
  return assignment?.expression?.body;
};

const isFixed = ({ expression }: { readonly expression: Expression }): boolean => expression.language === 'literal';

export const userWorkOf = (element: ModdleElement): UserWork => {
  const assignment = extensionOf(element, 'zeebe:assignmentDefinition');
  const schedule = extensionOf(element, 'zeebe:taskSchedule');
  const form = extensionOf(element, 'zeebe:formDefinition');
  const texts: Record<Attribute, string | undefined> = {
    assignee:
      attributeOf(element, 'assignee') ??
      foreignAttribute(assignment, 'assignee') ??
      resourceText(element, 'bpmn:HumanPerformer'),
    candidateGroups:
      attributeOf(element, 'candidateGroups') ??
      foreignAttribute(assignment, 'candidateGroups') ??
      resourceText(element, 'bpmn:PotentialOwner'),
    candidateUsers: attributeOf(element, 'candidateUsers') ?? foreignAttribute(assignment, 'candidateUsers'),
    dueDate: attributeOf(element, 'dueDate') ?? foreignAttribute(schedule, 'dueDate'),
    followUpDate: attributeOf(element, 'followUpDate') ?? foreignAttribute(schedule, 'followUpDate'),
    priority:
      attributeOf(element, 'priority') ??
      foreignAttribute(extensionOf(element, 'zeebe:priorityDefinition'), 'priority'),
    formKey:
      attributeOf(element, 'formKey') ??
      attributeOf(element, 'formRef') ??
      foreignAttribute(form, 'formId') ??
      foreignAttribute(form, 'formKey'),
  };
  const written = Object.entries(texts).flatMap(([name, text]) =>
    text === undefined ? [] : { name: name as Attribute, expression: textExpression(text) },
  );
  const fixed = written
    .filter(isFixed)
    .map(({ name, expression }) => [name, userAttribute(name, expression.source)] as const)
    .filter(([, value]) => value !== undefined);
  return {
    kind: 'user',
    fixed: { candidateGroups: [], candidateUsers: [], ...Object.fromEntries(fixed) },
    dynamic: written.filter((attribute) => !isFixed(attribute)),
  };
};
