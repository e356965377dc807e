/** The task's form, rendered by form-js. Its watermark stays where it puts it. */
import { Form } from '@bpmn-io/form-js-viewer';
import { messagesModule } from './form-messages.ts';

type State = { readonly errors?: Record<string, string[]> };
type Internals = { _getState(): State; _setState(state: State): void };
type Registry = { getAll(): readonly { readonly id: string; readonly key?: string; readonly path?: string }[] };

export type TaskForm = {
  data(): Record<string, unknown>;
  /** Shows every problem at its field; false when there is one. */
  check(): boolean;
  /** Shows the server's problems, by the path of the field; answers those that belong to no field here. */
  showProblems(problems: Readonly<Record<string, string>>): string[];
  replace(data: Record<string, unknown>): Promise<void>;
};

export const openForm = async (
  container: HTMLElement,
  schema: Record<string, unknown>,
  data: Record<string, unknown>,
  changed: (data: Record<string, unknown>) => void,
): Promise<TaskForm> => {
  const form = new Form({ container, additionalModules: [messagesModule] });
  await form.importSchema(schema as Parameters<typeof form.importSchema>[0], data);
  let isReplacing = false;
  const present = (): Record<string, unknown> =>
    (form as unknown as { _getSubmitData(): Record<string, unknown> })._getSubmitData();
  // form-js reports its own arranging, too; only what differs was written by somebody.
  let known = JSON.stringify(present());
  form.on('changed', () => {
    const next = JSON.stringify(present());
    if (next === known) return;
    known = next;
    if (!isReplacing) changed(present());
  });
  return {
    data: present,
    check() {
      const { errors } = form.submit();
      const isRight = Object.keys(errors).length === 0;
      if (!isRight) container.querySelector<HTMLElement>('.fjs-has-errors :is(input, textarea, select)')?.focus();
      return isRight;
    },
    showProblems(problems) {
      const fields = form.get<Registry>('formFieldRegistry').getAll();
      const errors: Record<string, string[]> = {};
      const others: string[] = [];
      for (const [path, message] of Object.entries(problems)) {
        const field = fields.find(({ key }) => key !== undefined && (path === key || path.endsWith(`.${key}`)));
        if (field) errors[field.id] = [message];
        else others.push(message);
      }
      const internals = form as unknown as Internals;
      internals._setState({ errors: { ...internals._getState().errors, ...errors } });
      return others;
    },
    async replace(next) {
      isReplacing = true;
      await form.importSchema(schema as Parameters<typeof form.importSchema>[0], next);
      isReplacing = false;
    },
  };
};
