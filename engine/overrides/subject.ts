/** What an override is about: one open task, or one token. Left out, it is the only one there is, so that a batch needs no ids. */
import type { Case } from '../case/case.ts';
import { requireOpenTask } from '../case/require-task.ts';
import { isOpen, type OpenTask } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { tokensOf, type Token } from './tokens.ts';

export type TaskSubject = {
  /** Default: the open task at `activityId`, else the only open task. */
  readonly taskId?: string;
  readonly activityId?: string;
};

export type TokenSubject = {
  /** Wait id or task id; default: the token at `activityId`, else the only user task, else the only token. */
  readonly waitId?: string;
  readonly activityId?: string;
};

const chooseOne = <Item extends { readonly activityId: string }>(
  current: Case,
  items: readonly Item[],
  activityId: string | undefined,
  what: string,
  idOf: (item: Item) => string,
): Item => {
  const fitting = activityId === undefined ? items : items.filter((item) => item.activityId === activityId);
  const [only, ...others] = fitting;
  const listed = (list: readonly Item[]): string =>
    list.map((item) => `'${item.activityId}' (${idOf(item)})`).join(', ') || 'none';
  if (!only)
    throw new Refusal(
      'NOTHING_TO_DO',
      `Case ${current.number} has no ${what}${activityId === undefined ? '' : ` at '${activityId}'`}; it has ${listed(items)}.`,
      { caseId: current.id, choices: items.map(idOf) },
    );
  if (others.length > 0)
    throw new Refusal(
      'CHOICE_NEEDED',
      `Case ${current.number} has ${fitting.length} of ${what}: ${listed(fitting)}; name the one that is meant.`,
      { caseId: current.id, choices: fitting.map(idOf) },
    );
  return only;
};

export const openTasksOf = (current: Case): OpenTask[] => current.tasks.filter(isOpen);

/** The open task that is meant. Refuses with `TASK_NOT_FOUND`, `TASK_NOT_OPEN`, `NOTHING_TO_DO`, `CHOICE_NEEDED`. */
export const resolveTask = (current: Case, { taskId, activityId }: TaskSubject, verb: string): OpenTask =>
  taskId === undefined
    ? chooseOne(current, openTasksOf(current), activityId, 'open task', ({ id }) => id)
    : requireOpenTask(current, taskId, verb);

/** The token that is meant. Refuses with `EXECUTION_NOT_WAITING`, `NOTHING_TO_DO`, `CHOICE_NEEDED`. */
export const resolveToken = async (
  context: Pick<Context, 'definitions' | 'executor' | 'executors'>,
  current: Case,
  { waitId, activityId }: TokenSubject,
): Promise<Token> => {
  const tokens = await tokensOf(context, current);
  if (waitId === undefined) {
    // What people do is meant before what systems do beside it.
    const tasks = activityId === undefined ? tokens.filter(({ kind }) => kind === 'userTask') : [];
    return chooseOne(current, tasks.length === 1 ? tasks : tokens, activityId, 'token', (token) => token.waitId);
  }
  const found = tokens.find((token) => waitId === token.waitId || waitId === `${current.id}.${token.waitId}`);
  if (found) return found;
  throw new Refusal(
    'EXECUTION_NOT_WAITING',
    `Nothing in case ${current.number} waits as '${waitId}'; tokens are at ${
      tokens.map((token) => `'${token.activityId}' (${token.waitId})`).join(', ') || 'no element'
    }.`,
    { waitId, choices: tokens.map((token) => token.waitId) },
  );
};

/** The tokens to choose from; refuses with `NOTHING_TO_DO` when there are none. */
export const requireTokens = (current: Case, tokens: readonly Token[]): readonly Token[] => {
  if (tokens.length > 0) return tokens;
  throw new Refusal('NOTHING_TO_DO', `No process of case ${current.number} waits anywhere.`, { caseId: current.id });
};

/** The open tasks as choices; refuses with `NOTHING_TO_DO` when there are none. */
export const requireTasks = (current: Case, tasks: readonly OpenTask[], what = 'open task'): object[] => {
  if (tasks.length === 0)
    throw new Refusal('NOTHING_TO_DO', `Case ${current.number} has no ${what}.`, { caseId: current.id });
  return tasks.map((task) => ({
    taskId: task.id,
    activityId: task.activityId,
    name: task.name,
    tier: task.tier,
    candidates: task.candidates,
    assignee: task.status === 'reserved' ? task.assignee : undefined,
    priority: task.priority,
    dueAt: task.dueAt,
  }));
};
