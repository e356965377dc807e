/** A task that is over: what became of it, what was sent for it, and what the reader had written and was kept. */
import { isOpen, type Case, type Data, type Task, type TaskDraft } from '../../engine/index.ts';
import { plainFields, type PlainField } from './form.ts';
import { taskLine, type CaseAround } from './case.ts';

type Value = { readonly label: string; readonly value: string };

const shown = ({ options, value }: PlainField): string =>
  options
    ? options
        .filter(({ isChosen }) => isChosen)
        .map(({ label }) => label || '✓')
        .join(', ')
    : value;

const valuesOf = (schema: unknown, data: Data | undefined): Value[] =>
  data === undefined
    ? []
    : plainFields(schema, data)
        .filter(({ isHeading }) => !isHeading)
        .map((field) => ({ label: field.label, value: shown(field) }))
        .filter(({ value }) => value !== '');

export const goneModel = (
  current: Case,
  task: Task,
  schema: unknown,
  { sent, draft }: { readonly sent: Data | undefined; readonly draft: TaskDraft | undefined },
  around: CaseAround,
): Record<string, unknown> | undefined => {
  if (isOpen(task)) return undefined;
  const { t } = around;
  const escalatedTo = current.tasks.find((other) => isOpen(other) && other.runId === task.runId);
  const isDone = task.status === 'completed';
  return {
    title: isDone ? t('task.gone.completed', { who: task.completedBy }) : t('task.gone.cancelled'),
    endedAt: task.endedAt,
    sent: valuesOf(schema, sent),
    kept: valuesOf(schema, draft?.data),
    keptAt: draft?.savedAt,
    next: escalatedTo && taskLine(current, escalatedTo, around),
    caseHref: `/cases/${current.number}`,
  };
};
