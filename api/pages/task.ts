/** The page of a task: its form, what is known of the case around it, and what became of it when it is gone. */
import Joi from 'joi';
import {
  caseIdOf,
  claimTask,
  completeTask,
  discardDraft,
  Refusal,
  releaseTask,
  saveDraft,
  viewCase,
  viewDraft,
  viewJournal,
  viewTaskForm,
  isOpen,
  type Case,
  type Data,
  type Task,
} from '../../engine/index.ts';
import { localSchema, plainFields } from '../../views/presenters/form.ts';
import { formValues } from '../../views/presenters/form-values.ts';
import { goneModel } from '../../views/presenters/gone-task.ts';
import { taskLine, type CaseAround } from '../../views/presenters/case.ts';
import { problemTexts } from '../../views/presenters/form-problems.ts';
import type { ApiContext } from '../operation.ts';
import { caseParts } from './case-parts.ts';
import { page, type PageCall, type PageReply } from './page.ts';
import { taskId } from './task-id.ts';

const params = Joi.object({ taskId: taskId.required() });

type TaskParams = { taskId: string };
type Call = PageCall<TaskParams, unknown, unknown>;

const requireTask = (current: Case, id: string): Task => {
  const task = current.tasks.find((one) => one.id === id);
  if (!task) throw new Refusal('TASK_NOT_FOUND', `Case ${current.number} has no task '${id}'.`, { taskId: id });
  return task;
};

const aroundOf = ({ organisation, calendars }: ApiContext, { reader, t, command }: Call): CaseAround => ({
  organisation,
  calendars,
  reader,
  t,
  now: command.at,
});

/** What was sent for the task by whoever completed it. */
const sentFor = async (context: ApiContext, call: Call, current: Case, task: Task): Promise<Data | undefined> => {
  if (task.status !== 'completed') return undefined;
  const last = current.journalHead.sequence;
  const { entries } = await viewJournal(context, call.actor, current.id, {
    after: Math.max(0, last - 500),
    limit: 500,
  });
  const done = entries.findLast(({ type, taskId: id }) => type === 'TaskCompleted' && id === task.id);
  return done?.details?.['data'] as Data | undefined;
};

type Attempt = { readonly data: Data; readonly problems: ReadonlyMap<string, string>; readonly status: number };

const showTask = async (context: ApiContext, call: Call, attempt?: Attempt): Promise<PageReply> => {
  const { params: given, actor, reader, t } = call;
  const current = await viewCase(context, actor, caseIdOf(given.taskId));
  const task = requireTask(current, given.taskId);
  const [taskForm, draft, { model: parts, around }] = await Promise.all([
    viewTaskForm(context, current, task),
    viewDraft(context, actor, task.id),
    caseParts(context, actor, current, aroundOf(context, call)),
  ]);
  const schema = taskForm && localSchema(taskForm.schema, reader.locale);
  const data = { ...taskForm?.data, ...draft?.data, ...attempt?.data };
  const line = taskLine(current, task, around);
  const gone = isOpen(task)
    ? undefined
    : goneModel(current, task, schema, { sent: await sentFor(context, call, current, task), draft }, around);
  return {
    template: 'pages/task',
    title: `${line.name} · ${current.number}`,
    bundles: ['task'],
    ...(attempt && { status: attempt.status }),
    model: {
      ...parts,
      task: line,
      gone,
      isMine: task.status === 'reserved' && task.assignee === actor.id,
      isReady: task.status === 'ready',
      holder: task.status === 'reserved' && task.assignee !== actor.id ? line.assignee : undefined,
      fields: schema === undefined ? [] : plainFields(schema, data, attempt?.problems),
      problems: attempt && [...attempt.problems.values()],
      commandKey: context.newId(),
      page: {
        taskId: task.id,
        caseId: current.id,
        isOpen: isOpen(task),
        schema,
        data,
        draftVersion: draft?.version ?? 0,
        userId: actor.id,
      },
      draftSavedAt: draft?.savedAt,
      title: t('task.title'),
    },
  };
};

export const taskPage = page<TaskParams>({
  method: 'get',
  path: '/tasks/:taskId',
  access: 'signedIn',
  isLive: true,
  schemas: { params },
  handle: (context, call) => showTask(context, call),
});

/** Over whatever draft is there: what was sent is newer. */
const keepDraft = async (
  context: ApiContext,
  { params: { taskId: id }, actor, command }: Call,
  data: Data,
): Promise<void> => {
  const stored = await viewDraft(context, actor, id);
  await saveDraft(context, { ...command, taskId: id, data, basedOn: stored?.version ?? 0 });
};

const wantsJson = ({ request }: Call): boolean => request.accepts(['html', 'json']) === 'json';

export const completeTaskForm = page<TaskParams, unknown, Record<string, unknown>>({
  method: 'post',
  path: '/tasks/:taskId/complete',
  access: 'signedIn',
  schemas: { params, body: Joi.object().max(500).unknown() },
  async handle(context, call) {
    const { params: given, body, command, actor, reader, t } = call;
    const current = await viewCase(context, actor, caseIdOf(given.taskId));
    const task = requireTask(current, given.taskId);
    const taskForm = await viewTaskForm(context, current, task);
    const isFromScript = typeof body['data'] === 'object' && body['data'] !== null;
    const data = isFromScript ? (body['data'] as Data) : taskForm ? formValues(taskForm.form, body) : {};
    try {
      await completeTask(context, { ...command, caseId: current.id, taskId: task.id, data });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'INVALID_FORM') {
        if (!(error instanceof Refusal)) throw error;
        // What was written is not lost with the task: the page of a gone task shows it.
        await keepDraft(context, call, data);
        if (wantsJson(call) || isOpen(task)) throw error;
        return { redirect: `/tasks/${task.id}` };
      }
      const problems = problemTexts(error.details['problems'], taskForm?.form, t, reader.locale);
      if (wantsJson(call)) return { status: 422, json: { problems: Object.fromEntries(problems) } };
      return showTask(context, call, { data, problems, status: 422 });
    }
    await discardDraft(context, { ...command, taskId: task.id });
    const next = '/worklist';
    if (wantsJson(call)) return { json: { next, message: t('flash.completed', { number: current.number }) } };
    return { redirect: next, flash: { kind: 'success', key: 'flash.completed', values: { number: current.number } } };
  },
});

const verb = (name: 'claim' | 'release', command: typeof claimTask | typeof releaseTask, flash: string) =>
  page<TaskParams>({
    method: 'post',
    path: `/tasks/:taskId/${name}`,
    access: 'signedIn',
    schemas: { params, body: Joi.object({}) },
    async handle(context, { params: { taskId: id }, command: base }) {
      await command(context, { ...base, caseId: caseIdOf(id), taskId: id });
      return { redirect: `/tasks/${id}`, flash: { kind: 'success', key: flash, values: { count: 1 } } };
    },
  });

export const claimTaskForm = verb('claim', claimTask, 'flash.claimed');
export const releaseTaskForm = verb('release', releaseTask, 'flash.released');
