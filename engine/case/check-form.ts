import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import { validateForm } from '../model/form/validate-form.ts';
import type { Context } from '../ports.ts';
import type { Case } from './case.ts';
import type { OpenTask } from './task.ts';

/** Throws `INVALID_FORM` with every field's problem when the data does not fit the task's form. */
export const checkForm = async (
  context: Pick<Context, 'definitions'>,
  current: Case,
  task: OpenTask,
  data: Data,
): Promise<void> => {
  const run = current.runs.find(({ id }) => id === task.runId);
  const deployed = run && (await context.definitions.byId(run.definition.id));
  const form = task.formKey === undefined ? undefined : deployed?.definition.forms.get(task.formKey);
  if (!form) return;
  const problems = validateForm(form, data);
  if (problems.length === 0) return;
  throw new Refusal(
    'INVALID_FORM',
    `The form '${form.id}' of task '${task.activityId}' has ${problems.length} problem(s): ${problems
      .map(({ field, message }) => `${field}: ${message}`)
      .join('; ')}`,
    { taskId: task.id, problems },
  );
};
