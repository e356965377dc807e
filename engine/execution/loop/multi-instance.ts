/** Multi-instance activities (§13.3.7): as many instances as there are items, at once or one after the other. */
import { cancelInside } from '../cancel.ts';
import { changeRun, childrenOf, type Draft, type LeftInstance } from '../draft.ts';
import { throwEvent } from '../events/throwing.ts';
import { finishRun } from '../finish.ts';
import { IncidentError } from '../incident.ts';
import type { MultiInstance } from '../program/loop.ts';
import type { EventDefinition } from '../program/event-definition.ts';
import { hasRoomFor } from '../step-limit.ts';
import { setVariable, visibleData } from '../variables/scope.ts';
import { beginInstance, loopStateOf } from './loop.ts';

/** More than this is taken for a mistake in the model. */
const mostInstances = 100_000;

type Plan = { readonly total: number; readonly items?: readonly unknown[] };

const planOf = (draft: Draft, bodyId: string, loop: MultiInstance): Plan => {
  const scope = visibleData(draft, draft.runs.get(bodyId)!.in!);
  if (loop.collection) {
    const items = loop.collection.evaluate(scope, draft.moment);
    if (!Array.isArray(items))
      throw new IncidentError(
        'COLLECTION_MISSING',
        `The collection '${loop.collection.source}' is no list but ${JSON.stringify(items) ?? 'nothing'}.`,
      );
    return { total: items.length, items };
  }
  const total = Number(loop.cardinality?.evaluate(scope, draft.moment) ?? Number.NaN);
  if (!Number.isInteger(total) || total < 0)
    throw new IncidentError(
      'CARDINALITY_INVALID',
      `The number of instances '${loop.cardinality?.source ?? ''}' yields no whole number from 0 up.`,
    );
  return { total };
};

const instanceData = (loop: MultiInstance, index: number, item: unknown): Record<string, unknown> => ({
  loopCounter: loop.firstCounter + index,
  ...(loop.item !== undefined && loop.collection && { [loop.item]: item ?? null }),
});

const beginNext = (draft: Draft, bodyId: string, loop: MultiInstance): void => {
  const state = loopStateOf(draft, bodyId);
  const [item, ...rest] = state.items ?? [];
  if (state.items) changeRun(draft, bodyId, { loop: { ...state, items: rest } });
  beginInstance(draft, bodyId, instanceData(loop, state.next, item));
};

const finishBody = (draft: Draft, bodyId: string, loop: MultiInstance): void => {
  const { in: scopeId, loop: state } = draft.runs.get(bodyId)!;
  if (loop.outputCollection !== undefined) setVariable(draft, scopeId!, loop.outputCollection, state!.out ?? []);
  finishRun(draft, bodyId);
};

export const startMultiInstance = (draft: Draft, bodyId: string, loop: MultiInstance): void => {
  const { total, items } = planOf(draft, bodyId, loop);
  if (!loop.isSequential && total <= mostInstances && !hasRoomFor(draft, total))
    throw new IncidentError(
      'TOO_MANY_INSTANCES',
      `${total} more instances at once are too many for one step; make them fewer or sequential, or retry.`,
    );
  if (total > mostInstances)
    throw new IncidentError(
      'TOO_MANY_INSTANCES',
      `${total} instances are asked for; at most ${mostInstances} can run.`,
    );
  changeRun(draft, bodyId, {
    loop: {
      ...loopStateOf(draft, bodyId),
      total,
      ...(loop.isSequential && items && { items }),
      ...(loop.outputCollection !== undefined && { out: Array.from<unknown>({ length: total }).fill(null) }),
    },
  });
  if (total === 0) finishBody(draft, bodyId, loop);
  else if (loop.isSequential) beginNext(draft, bodyId, loop);
  else
    for (let index = 0; index < total && draft.runs.has(bodyId); index += 1) {
      beginInstance(draft, bodyId, instanceData(loop, index, items?.[index]));
    }
};

/** The events a completed instance throws from the body: each, the first, or as conditions say (table 10.31). */
const thrownOn = (draft: Draft, bodyId: string, { behaviour }: MultiInstance): readonly EventDefinition[] => {
  switch (behaviour.kind) {
    case 'all':
      return [];
    case 'none':
      return behaviour.event ? [behaviour.event] : [];
    case 'one':
      return behaviour.event && loopStateOf(draft, bodyId).completed === 1 ? [behaviour.event] : [];
    case 'complex': {
      const scope = visibleData(draft, bodyId);
      return behaviour.cases.flatMap(({ condition, event }) =>
        event && condition?.evaluate(scope, draft.moment) === true ? [event] : [],
      );
    }
  }
};

const count = (draft: Draft, bodyId: string, { index, isCompleted, output }: LeftInstance): void => {
  const state = loopStateOf(draft, bodyId);
  changeRun(draft, bodyId, {
    loop: {
      ...state,
      active: state.active - 1,
      completed: state.completed + (isCompleted ? 1 : 0),
      terminated: state.terminated + (isCompleted ? 0 : 1),
      ...(state.out && output !== undefined && { out: state.out.with(index, output) }),
    },
  });
};

const endEarly = (draft: Draft, bodyId: string, loop: MultiInstance): void => {
  const state = loopStateOf(draft, bodyId);
  const open = childrenOf(draft, bodyId).length;
  cancelInside(draft, bodyId, draft.runs.get(bodyId)!.node);
  changeRun(draft, bodyId, { loop: { ...state, active: 0, terminated: state.terminated + open } });
  finishBody(draft, bodyId, loop);
};

export const instanceLeft = (draft: Draft, bodyId: string, loop: MultiInstance, left: LeftInstance): void => {
  count(draft, bodyId, left);
  if (left.isCompleted)
    for (const definition of thrownOn(draft, bodyId, loop)) {
      throwEvent(draft, bodyId, definition);
      // Its catcher may have interrupted the whole activity.
      if (!draft.runs.has(bodyId)) return;
    }
  const isEnough = loop.completionCondition?.evaluate(visibleData(draft, bodyId), draft.moment) === true;
  if (left.isCompleted && isEnough) endEarly(draft, bodyId, loop);
  else advance(draft, bodyId, loop);
};

/** The next instance of a sequence, or the end when all have left. */
export const advance = (draft: Draft, bodyId: string, loop: MultiInstance): void => {
  const { next, total = 0, active } = loopStateOf(draft, bodyId);
  if (next < total && loop.isSequential) beginNext(draft, bodyId, loop);
  else if (active === 0) finishBody(draft, bodyId, loop);
};
