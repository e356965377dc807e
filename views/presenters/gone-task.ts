/** A task that is over: what became of it, what was sent for it, and what the reader had written and was kept. */
import { isOpen, type Case, type Data, type Task, type TaskDraft } from '../../engine/index.ts';
import { formAnswers } from './form-answers.ts';
import { taskLine, type CaseAround } from './case.ts';

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
    title: isDone
      ? t('task.gone.completed', { who: (around.personOf ?? String)(task.completedBy) })
      : t('task.gone.cancelled'),
    endedAt: task.endedAt,
    sent: formAnswers(schema, sent),
    kept: formAnswers(schema, draft?.data),
    keptAt: draft?.savedAt,
    next: escalatedTo && taskLine(current, escalatedTo, around),
    caseHref: `/cases/${current.number}`,
  };
};
