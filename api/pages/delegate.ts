/** Passing tasks on to a colleague, who is chosen from those who can do them. */
import Joi from 'joi';
import { applyOverride, caseIdOf, Refusal, viewColleagues, type CommandBase } from '../../engine/index.ts';
import { delegateModel, type DelegateFields } from '../../views/presenters/delegate.ts';
import type { ApiContext } from '../operation.ts';
import { ownPath, page, type PageCall, type PageReply } from './page.ts';
import { taskId } from './task-id.ts';

type TaskIds = readonly [string, ...string[]];
type Chosen = DelegateFields & { readonly taskId: TaskIds; readonly next?: string };

const mostTasks = 50;
const taskIds = Joi.array().items(taskId).single().min(1).max(mostTasks).required();
const next = Joi.string().max(2000);

/** Where the tasks can be passed on; the selection of a worklist leads here. */
export const delegateHref = (ids: readonly string[], back: string): string => {
  const parameters = new URLSearchParams({ next: back });
  for (const id of ids.slice(0, mostTasks)) parameters.append('taskId', id);
  return `/delegate?${parameters.toString()}`;
};

const show = async (
  context: ApiContext,
  { actor, reader, t, command }: PageCall<unknown, unknown, unknown>,
  { taskId: ids, next: back, ...fields }: Chosen,
  problem?: string,
): Promise<PageReply> => {
  const { organisation, calendars } = context;
  const passing = await viewColleagues(context, actor, ids);
  return {
    template: 'pages/delegate',
    title: t('delegate.title'),
    bundles: ['delegate'],
    ...(problem !== undefined && { status: 422 }),
    model: {
      ...delegateModel(passing, fields, { organisation, calendars, reader, t, now: command.at }),
      problem,
      next: ownPath(back ?? '/worklist'),
      commandKey: context.newId(),
    },
  };
};

export const delegatePage = page<unknown, Chosen>({
  method: 'get',
  path: '/delegate',
  access: 'signedIn',
  schemas: { query: Joi.object({ taskId: taskIds, next }) },
  handle: (context, call) => show(context, call, call.query),
});

/** Each on its own: what one task refuses does not hold up the others. Answers the refusals. */
const passOn = async (
  context: ApiContext,
  { key, ...command }: CommandBase,
  { taskId: ids, assignee = '', reason = '' }: Chosen,
): Promise<string[]> => {
  const refusals: string[] = [];
  for (const id of ids)
    try {
      const request = { action: 'delegate', taskId: id, assignee } as const;
      const keyed = key === undefined ? {} : { key: `${key}:${id}` };
      await applyOverride(context, { ...command, ...keyed, caseId: caseIdOf(id), reason, request });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error.message);
    }
  return refusals;
};

export const delegateForm = page<unknown, unknown, Chosen>({
  method: 'post',
  path: '/delegate',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      taskId: taskIds,
      assignee: Joi.string().max(100).allow(''),
      reason: Joi.string().trim().max(1000).allow(''),
      next,
    }),
  },
  async handle(context, call) {
    const { body, actor, t, command } = call;
    const { tasks, colleagues } = await viewColleagues(context, actor, body.taskId);
    const colleague = colleagues.find(({ id }) => id === body.assignee);
    if (!colleague) return show(context, call, body, t('delegate.problem.colleague'));
    if (!body.reason) return show(context, call, body, t('delegate.problem.reason'));
    const open = tasks.map(({ task }) => task.id) as [string, ...string[]];
    const refusals = await passOn(context, command, { ...body, taskId: open });
    const refused = body.taskId.length - open.length + refusals.length;
    const count = open.length - refusals.length;
    if (count === 0 && refusals[0] !== undefined) return show(context, call, body, refusals[0]);
    return {
      redirect: ownPath(body.next ?? '/worklist'),
      flash:
        refused > 0
          ? { kind: 'problem', key: 'flash.selectionPartly', values: { done: count, refused } }
          : { kind: 'success', key: 'flash.delegated', values: { count, who: colleague.name } },
    };
  },
});
