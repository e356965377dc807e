/** The form of a task as it was deployed, with what the case file already knows of its fields. */
import { formOf } from '../case/check-form.ts';
import type { Case } from '../case/case.ts';
import type { Task } from '../case/task.ts';
import type { Data } from '../data.ts';
import type { Form } from '../model/form/form.ts';
import type { Context } from '../ports.ts';
import type { Readers } from '../readers.ts';

type TaskForm = {
  readonly form: Form;
  /** The form-js schema, as deployed. */
  readonly schema: Data;
  /** Values of the case file for the form's fields. */
  readonly data: Data;
};

type FormContext = Pick<Context, 'definitions'> & { readonly readers: Pick<Readers, 'deployment'> };

const schemaOf = (
  files: readonly { readonly name: string; readonly content: string }[],
  id: string,
): Data | undefined =>
  files
    .filter(({ name }) => name.endsWith('.form'))
    .map(({ content }) => JSON.parse(content) as Data)
    .find((schema) => schema['id'] === id);

/** `current` is the case as the reader may see it; undefined when the task has no form of its own. */
export const viewTaskForm = async (
  { definitions, readers }: FormContext,
  current: Case,
  task: Pick<Task, 'runId' | 'formKey'>,
): Promise<TaskForm | undefined> => {
  const run = current.runs.find(({ id }) => id === task.runId);
  const deployed = run && (await definitions.byId(run.definition.id));
  const form = deployed && task.formKey !== undefined ? formOf(deployed.definition, task.formKey) : undefined;
  if (!run || !form || !deployed) return undefined;
  const deployment = await readers.deployment(deployed.definition.deploymentId);
  const schema = deployment && schemaOf(deployment.files, form.id);
  if (!schema) return undefined;
  const names = new Set(form.fields.map(({ path }) => path[0]));
  const data = Object.fromEntries(Object.entries(run.execution.data).filter(([name]) => names.has(name)));
  return { form, schema, data };
};
