/** Why a case does not move, since when, and whose turn it is; one line per reason, the longest standing first. */
import type { Actor } from '../case/actor.ts';
import type { Case } from '../case/case.ts';
import { isOpen, type OpenTask } from '../case/task.ts';
import { caseAs } from '../case/visibility.ts';
import { tokensOf, type Token } from '../overrides/tokens.ts';
import type { Context } from '../ports.ts';
import { waitIdOf } from '../case/wait-id.ts';
import { present } from '../present.ts';
import { findSeen, type ReadContext } from './view-case.ts';

export type StuckReason = {
  /** `unclaimed` and `held` are people's turn, `work` that of an outside system, `event` nobody's: it comes by itself. */
  readonly kind: 'suspended' | 'incident' | 'unclaimed' | 'held' | 'work' | 'event' | 'called';
  readonly since?: Date;
  readonly activityId?: string;
  readonly name?: string;
  readonly waitId?: string;
  readonly taskId?: string;
  /** User id of who holds the task or stopped the case. */
  readonly by?: string;
  readonly candidates?: readonly string[];
  readonly dueAt?: Date;
  readonly isOverdue?: boolean;
  /** Why it was suspended, or what failed. */
  readonly message?: string;
  readonly words: { readonly 'zh-CN': string; readonly en: string };
};

export type Stuck = {
  readonly rev: number;
  /** When its longest waiting token came to where it is; absent when nothing waits. */
  readonly since?: Date;
  readonly reasons: readonly StuckReason[];
};

const halves = ({ name, activityId }: { name?: string; activityId: string }): [zh: string, en: string] => {
  const [zh = activityId, en = zh] = (name ?? activityId).split(' / ');
  return [zh, en];
};

const say = (token: Token, zh: (name: string) => string, en: (name: string) => string): StuckReason['words'] => {
  const [chinese, english] = halves(token);
  return { 'zh-CN': zh(chinese), en: en(english) };
};

const ofTask = (token: Token, task: OpenTask, at: Date): Omit<StuckReason, 'activityId' | 'waitId'> => {
  const group = task.candidates.join(', ');
  const due = { ...present({ dueAt: task.dueAt }), isOverdue: task.dueAt !== undefined && task.dueAt <= at };
  return task.status === 'reserved'
    ? {
        kind: 'held',
        taskId: task.id,
        by: task.assignee,
        ...due,
        words: say(
          token,
          (name) => `“${name}”由 ${task.assignee} 领取，尚未完成。`,
          (name) => `“${name}” is held by ${task.assignee}, who has not completed it.`,
        ),
      }
    : {
        kind: 'unclaimed',
        taskId: task.id,
        candidates: task.candidates,
        ...due,
        words: say(
          token,
          (name) => `“${name}”无人领取（${group}）。`,
          (name) => `Nobody of ${group} has claimed “${name}”.`,
        ),
      };
};

const ofToken = (current: Case, token: Token, at: Date): StuckReason => {
  const { activityId, waitId, kind } = token;
  const base = { activityId, waitId, ...present({ name: token.name, since: token.since }) };
  const incident = current.incidents.find((one) => `${one.runId}.${one.executionId}` === waitId);
  if (incident)
    return {
      ...base,
      kind: 'incident',
      message: incident.message,
      words: say(
        token,
        (name) => `“${name}”出错：${incident.message}`,
        (name) => `“${name}” failed: ${incident.message}`,
      ),
    };
  const task = current.tasks.filter(isOpen).find(({ id }) => id === `${current.id}.${waitId}`);
  if (task) return { ...base, ...ofTask(token, task, at) };
  if (kind === 'externalTask')
    return {
      ...base,
      kind: 'work',
      words: say(
        token,
        (name) => `“${name}”等待外部系统完成。`,
        (name) => `“${name}” waits for an outside system.`,
      ),
    };
  if (kind === 'calledProcess')
    return {
      ...base,
      kind: 'called',
      words: say(
        token,
        (name) => `“${name}”等待其子流程结束。`,
        (name) => `“${name}” waits for the process it called.`,
      ),
    };
  return {
    ...base,
    kind: 'event',
    words: say(
      token,
      (name) => `等待事件“${name}”。`,
      (name) => `The case waits for “${name}”.`,
    ),
  };
};

const ofSuspension = ({ suspended }: Case): StuckReason[] =>
  suspended
    ? [
        {
          kind: 'suspended',
          since: suspended.at,
          by: suspended.by,
          message: suspended.reason,
          words: {
            'zh-CN': `工单被 ${suspended.by} 挂起：${suspended.reason}`,
            en: `${suspended.by} suspended the case: ${suspended.reason}`,
          },
        },
      ]
    : [];

/** Incidents of the case that no token stands at, such as a message that could not be delivered. */
const ofIncidents = ({ incidents }: Case, known: ReadonlySet<string>): StuckReason[] =>
  incidents
    .map((incident) => ({ ...incident, waitId: waitIdOf(incident.runId, incident.executionId) }))
    .filter(({ waitId }) => !known.has(waitId))
    .map(({ waitId, activityId, message }) => ({
      kind: 'incident',
      waitId,
      activityId,
      message,
      words: { 'zh-CN': `出错：${message}`, en: message },
    }));

const startOf = ({ since }: StuckReason): number => since?.getTime() ?? Infinity;

const turns: readonly StuckReason['kind'][] = ['suspended', 'incident', 'held', 'unclaimed', 'work', 'called', 'event'];

/** Longest first; of the same moment what a person can do something about. */
const byStanding = (left: StuckReason, right: StuckReason): number => {
  const [from, to] = [startOf(left), startOf(right)];
  return from === to ? turns.indexOf(left.kind) - turns.indexOf(right.kind) : from - to;
};

/** Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewStuck = async (
  context: ReadContext & Pick<Context, 'definitions' | 'executor' | 'executors'>,
  actor: Actor,
  idOrNumber: string,
): Promise<Stuck> => {
  const { current, seen } = await findSeen(context, actor, idOrNumber);
  const shown = caseAs(seen, current);
  const at = context.now();
  const tokens = await tokensOf(context, shown);
  const waiting = tokens.map((token) => ofToken(shown, token, at)).toSorted(byStanding);
  const apart = ofIncidents(shown, new Set(tokens.map(({ waitId }) => waitId)));
  return {
    rev: current.rev,
    reasons: [...ofSuspension(shown), ...apart, ...waiting],
    ...present({ since: waiting[0]?.since }),
  };
};
