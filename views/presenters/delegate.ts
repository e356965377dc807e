/** To whom tasks can be passed, as the page of passing on shows them. */
import type { Case, Colleague, Task } from '../../engine/index.ts';
import { taskLine, type CaseAround } from './case.ts';

type Passing = {
  readonly tasks: readonly { readonly current: Case; readonly task: Task }[];
  readonly colleagues: readonly Colleague[];
};

const tones: Readonly<Record<Colleague['standing'], string>> = {
  onDuty: 'badge-good',
  offDuty: '',
  away: 'badge-warn',
};

/** What is chosen already, when the form comes back with a problem. */
export type DelegateFields = { readonly assignee?: string; readonly reason?: string };

export const delegateModel = (
  { tasks, colleagues }: Passing,
  fields: DelegateFields,
  around: CaseAround,
): Record<string, unknown> => ({
  fields,
  tasks: tasks.map(({ current, task }) => ({
    ...taskLine(current, task, around),
    caseNumber: current.number,
    subject: current.contact.subject,
  })),
  isSeveral: tasks.length > 1,
  colleagues: colleagues.map(({ id, name, standing, held }) => ({
    id,
    name,
    standing: around.t(`delegate.standing.${standing}`),
    tone: tones[standing],
    held: around.t('delegate.held', { count: held }),
    isChosen: id === fields.assignee,
  })),
});
