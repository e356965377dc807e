import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import type { Definition } from '../definition.ts';
import type { Form } from '../model/form/form.ts';
import { validateForm } from '../model/form/validate-form.ts';
import type { Context } from '../ports.ts';
import type { Case } from './case.ts';
import type { OpenTask } from './task.ts';

/** A form by its id, or by Camunda's `camunda-forms:deployment:<file>`. */
export const formOf = ({ forms }: Definition, formKey: string): Form | undefined =>
  forms.get(formKey) ?? forms.get(formKey.replace(/^camunda-forms:\w+:(?:.*\/)?/, '').replace(/\.form$/, ''));

/** Throws `INVALID_FORM` with every field's problem when the data does not fit the task's form. */
export const checkForm = async (
  context: Pick<Context, 'definitions'>,
  current: Case,
  task: OpenTask,
  data: Data,
): Promise<void> => {
  const run = current.runs.find(({ id }) => id === task.runId);
  const deployed = run && (await context.definitions.byId(run.definition.id));
  const form = deployed && task.formKey !== undefined ? formOf(deployed.definition, task.formKey) : undefined;
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
