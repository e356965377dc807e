/** What managers do to a whole case: its data, its incidents, its version, and whether it goes on at all. */
import { change, record } from '../case/draft.ts';
import { moveStoodStill } from '../case/clock.ts';
import { waitIdOf } from '../case/wait-id.ts';
import { requireRun } from '../case/advance.ts';
import type { Case } from '../case/case.ts';
import { decideData } from '../commands/change-data.ts';
import { decideMigration } from '../commands/migrate-case.ts';
import { decideRetry } from '../commands/retry-incident.ts';
import { decideTermination } from '../commands/terminate-case.ts';
import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import type { MigrationMapping } from '../migration.ts';
import { requireOpenCase, type Override } from './override.ts';

type EditData = {
  readonly data: Data;
  /** Default: the case's own run. */
  readonly runId?: string;
  readonly scopeId?: string;
  /** A value keeps its kind (text, number, truth, list, object) unless this says otherwise. */
  readonly mayChangeKind?: boolean;
};

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'nothing' : typeof value);

const requireSameKinds = (before: Data, data: Data): void => {
  const changed = Object.keys(data).filter((name) => {
    const kinds = [kindOf(before[name] ?? null), kindOf(data[name] ?? null)];
    return !kinds.includes('nothing') && kinds[0] !== kinds[1];
  });
  if (changed.length === 0) return;
  throw new Refusal(
    'INVALID_FORM',
    `The data would change its kind: ${changed
      .map((name) => `'${name}' is a ${kindOf(before[name])} and would become a ${kindOf(data[name])}`)
      .join('; ')}. Give it as it was, or say 'mayChangeKind'.`,
    { problems: changed.map((field) => ({ field, rule: 'kind', message: `must stay a ${kindOf(before[field])}` })) },
  );
};

const fileOf = (current: Case, runId: string | undefined): Data =>
  requireRun(current, runId ?? current.runs[0]!.id).execution.data;

/** Changes data of the case file; conditions that listen look again. */
export const editData: Override<EditData> = {
  who: 'managers',
  decide(context, draft, { mayChangeKind = false, ...request }) {
    requireOpenCase(draft.case);
    if (!mayChangeKind && request.scopeId === undefined)
      requireSameKinds(fileOf(draft.case, request.runId), request.data);
    return decideData(context, draft, request);
  },
  offer(_, { case: current }) {
    requireOpenCase(current);
    return { data: fileOf(current, undefined), runs: current.runs.map(({ id, definition }) => ({ id, definition })) };
  },
  undo({ case: before }, _, { data, runId, scopeId }) {
    const names = Object.keys(data);
    const was = fileOf(before, runId);
    if (scopeId !== undefined || !names.every((name) => Object.hasOwn(was, name))) return undefined;
    return {
      action: 'editData',
      data: Object.fromEntries(names.map((name) => [name, was[name]])),
      ...(runId !== undefined && { runId }),
    };
  },
};

const incidentIds = ({ incidents }: Case): object[] =>
  incidents.map(({ runId, executionId, activityId, code, message }) => ({
    waitId: waitIdOf(runId, executionId),
    activityId,
    code,
    message,
  }));

/** Runs an element with an incident again; left out, it is the only one. */
export const retry: Override<{ readonly waitId?: string }> = {
  who: 'managers',
  decide(context, draft, { waitId, ...asking }) {
    const { incidents } = draft.case;
    const [only] = incidents;
    if (!only)
      throw new Refusal('NOTHING_TO_DO', `Case ${draft.case.number} has no incident.`, { caseId: draft.case.id });
    if (waitId === undefined && incidents.length > 1)
      throw new Refusal(
        'CHOICE_NEEDED',
        `Case ${draft.case.number} has ${incidents.length} incidents; name the one that is meant.`,
        { choices: incidentIds(draft.case) },
      );
    return decideRetry(context, draft, { ...asking, waitId: waitId ?? waitIdOf(only.runId, only.executionId) });
  },
  offer(_, { case: current }) {
    if (current.incidents.length === 0)
      throw new Refusal('NOTHING_TO_DO', `Case ${current.number} has no incident.`, { caseId: current.id });
    return { incidents: incidentIds(current) };
  },
};

/** Stops the case: no timer fires and nobody takes or completes its tasks until it is resumed. */
export const suspend: Override<object> = {
  who: 'managers',
  decide(_, draft, { actor, at, reason }) {
    requireOpenCase(draft.case);
    if (draft.case.suspended) return undefined;
    return record(change(draft, { suspended: { at, by: actor.id, reason } }), { type: 'CaseSuspended', reason });
  },
  offer(_, { case: current }) {
    requireOpenCase(current);
    if (current.suspended)
      throw new Refusal('NOTHING_TO_DO', `Case ${current.number} is suspended already.`, { ...current.suspended });
    return {};
  },
  undo: () => ({ action: 'resume' }),
};

const requireSuspended = ({ number, id, suspended }: Case): NonNullable<Case['suspended']> => {
  if (suspended) return suspended;
  throw new Refusal('NOTHING_TO_DO', `Case ${number} is not suspended.`, { caseId: id });
};

/** Lets a suspended case go on; every due moment moves by the time it stood still. */
export const resume: Override<object> = {
  who: 'managers',
  decide({ calendars }, draft, { at, reason }) {
    requireOpenCase(draft.case);
    const suspended = requireSuspended(draft.case);
    const { suspended: __, ...rest } = draft.case;
    const stoodStillMs = at.getTime() - suspended.at.getTime();
    return record(moveStoodStill(calendars, { ...draft, case: rest }, suspended.at, at), {
      type: 'CaseResumed',
      reason,
      details: { suspendedAt: suspended.at, suspendedBy: suspended.by, stoodStillMs },
    });
  },
  offer(_, { case: current }) {
    requireOpenCase(current);
    return { ...requireSuspended(current) };
  },
  undo: () => ({ action: 'suspend' }),
};

/** Ends every process of the case and closes it. */
export const cancel: Override<object> = {
  who: 'managers',
  decide: decideTermination,
  offer(_, { case: current }) {
    requireOpenCase(current);
    return {};
  },
};

type Migrate = { readonly version?: number; readonly runId?: string; readonly mapping?: MigrationMapping };

/** Moves a run to another version of its process. */
export const migrate: Override<Migrate> = {
  who: 'designers',
  decide: (context, draft, { mapping = {}, ...request }) => decideMigration(context, draft, { ...request, mapping }),
  async offer({ definitions }, { case: current }) {
    requireOpenCase(current);
    const { definition } = current.runs[0]!;
    const latest = await definitions.latest(definition.key);
    if (!latest || latest.version === definition.version)
      throw new Refusal(
        'NOTHING_TO_DO',
        `Case ${current.number} runs on version ${definition.version} of '${definition.key}', the newest there is.`,
        { version: definition.version },
      );
    return { from: definition.version, newest: latest.version };
  },
};
