/** The attributes of a user task: the `camunda:` vocabulary, Zeebe's extension elements, the standard's resource roles (§10.3.3). */
import type { Expression } from '../../model/expression/compile-expression.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { attributeOf, extensionOf, foreignAttribute } from './extension.ts';
import { textExpression } from './expression.ts';

export type UserWork = {
  readonly kind: 'user';
  readonly assignee?: Expression;
  readonly candidateGroups?: Expression;
  readonly candidateUsers?: Expression;
  readonly dueDate?: Expression;
  readonly followUpDate?: Expression;
  readonly priority?: Expression;
  readonly formKey?: Expression;
};

/** The text of a performer or potential owner's assignment expression. */
const resourceText = (element: ModdleElement, type: string): string | undefined => {
  const role = ((element['resources'] as ModdleElement[] | undefined) ?? []).find(({ $type }) => $type === type);
  const assignment = role?.['resourceAssignmentExpression'] as { expression?: { body?: string } } | undefined;
  return assignment?.expression?.body;
};

export const userWorkOf = (element: ModdleElement): UserWork => {
  const assignment = extensionOf(element, 'zeebe:assignmentDefinition');
  const schedule = extensionOf(element, 'zeebe:taskSchedule');
  const form = extensionOf(element, 'zeebe:formDefinition');
  const texts: Record<Exclude<keyof UserWork, 'kind'>, string | undefined> = {
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
  const written = Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { kind: 'user', ...Object.fromEntries(written.map(([name, text]) => [name, textExpression(text)])) };
};
