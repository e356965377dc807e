/** Arms and disarms what a run waits for: timers, messages, signals and conditions. */
import type { Due } from '../model/timer/iso-cycle.ts';
import { changeRun, emit, type Draft } from './draft.ts';
import type { EventDefinition } from './program/event-definition.ts';
import type { Node } from './program/node.ts';
import type { Subscription } from './state.ts';
import { asText } from './variables/as-text.ts';
import { visibleData } from './variables/scope.ts';

type Particulars = Omit<Subscription, 'id' | 'on' | 'event'>;

/** An expression's text is kept with a timer that repeats, so that later data does not change its rhythm. */
const timerParticulars = ({ dueAt, repeats, body }: Due): Particulars => ({
  kind: 'timer',
  dueAt: dueAt.toISOString(),
  ...(repeats !== 0 && { repeats, ...(body !== undefined && { body }) }),
});

/** What a definition amounts to in this scope now; `undefined` for those that are found when thrown (errors and the like). */
const particularsOf = (
  draft: Draft,
  holderId: string,
  catcher: Node,
  definition: EventDefinition,
): Particulars | undefined => {
  const scope = visibleData(draft, holderId);
  switch (definition.kind) {
    case 'timer': {
      return timerParticulars(definition.timer.first(scope, draft.moment, draft.calendars));
    }
    case 'message': {
      const key = asText(definition.key?.evaluate(scope, draft.moment));
      return {
        kind: 'message',
        ref: asText(definition.name?.evaluate(scope, draft.moment)) ?? catcher.name ?? catcher.id,
        ...(key !== undefined && { key }),
      };
    }
    case 'signal':
      return { kind: 'signal', ref: asText(definition.name.evaluate(scope, draft.moment)) ?? '' };
    case 'conditional':
      draft.hasConditions = true;
      // A condition that already holds counts at once, so it is looked at even when no data changes.
      draft.isDataFresh = true;
      return { kind: 'conditional' };
    case 'error':
    case 'escalation':
    case 'compensation':
    case 'cancel':
    case 'link':
    case 'terminate':
      return undefined;
  }
};

const announce = (draft: Draft, { id, on, dueAt }: Subscription): void => {
  if (dueAt !== undefined) emit(draft, { type: 'timerArmed', timerId: id, activityId: on, executionId: id, dueAt });
};

/** A kept message that fits goes to the new subscription; each is given once. */
const deliverKept = (draft: Draft, runId: string, subscription: Subscription): void => {
  if (subscription.kind !== 'message') return;
  const position = draft.messages.findIndex(
    ({ message, key }) => message === subscription.ref && (subscription.key === undefined || subscription.key === key),
  );
  const kept = draft.messages[position];
  if (!kept) return;
  draft.messages = draft.messages.toSpliced(position, 1);
  draft.queue.push({
    do: 'occur',
    runId,
    subscriptionId: subscription.id,
    occurrence: { kind: 'message', ref: kept.message, ...(kept.data && { data: kept.data }) },
  });
};

/** Makes `holder` wait for the events of `catcher`. All are worked out before the first is armed. */
export const subscribe = (draft: Draft, holderId: string, catcher: Node): void => {
  const holder = draft.runs.get(holderId)!;
  const known = holder.subs ?? [];
  const isOwn = holder.node === catcher.id && catcher.events.length === 1;
  const armed = catcher.events.flatMap((definition, event): Subscription[] => {
    if (known.some((sub) => sub.on === catcher.id && (sub.event ?? 0) === event)) return [];
    const particulars = particularsOf(draft, holderId, catcher, definition);
    if (!particulars) return [];
    return [{ id: isOwn ? holderId : draft.ids(), on: catcher.id, ...(event > 0 && { event }), ...particulars }];
  });
  if (armed.length === 0) return;
  changeRun(draft, holderId, { subs: [...known, ...armed] });
  for (const subscription of armed) {
    announce(draft, subscription);
    deliverKept(draft, holderId, subscription);
  }
};

/** Ends the subscriptions chosen; their timers are reported as cancelled. */
export const unsubscribe = (
  draft: Draft,
  holderId: string,
  isChosen: (subscription: Subscription) => boolean = () => true,
): void => {
  const subs = draft.runs.get(holderId)?.subs;
  if (!subs) return;
  const ended = subs.filter(isChosen);
  if (ended.length === 0) return;
  const left = subs.filter((subscription) => !isChosen(subscription));
  changeRun(draft, holderId, { subs: left.length > 0 ? left : undefined });
  for (const { id, on, dueAt } of ended)
    if (dueAt !== undefined) emit(draft, { type: 'timerCancelled', timerId: id, activityId: on, dueAt });
};

/** Puts a changed subscription in the place of the old one, or takes it out when there is none. */
export const replaceSubscription = (
  draft: Draft,
  holderId: string,
  id: string,
  replacement: Subscription | undefined,
): void => {
  const subs = draft.runs.get(holderId)?.subs ?? [];
  const left = subs.flatMap((subscription) => (subscription.id === id ? (replacement ?? []) : subscription));
  changeRun(draft, holderId, { subs: left.length > 0 ? left : undefined });
};

/** After a firing that leaves its host alone: the timer's next occurrence, if it has one; anything else goes on waiting. */
export const rearm = (
  draft: Draft,
  holderId: string,
  subscription: Subscription,
  definition: EventDefinition,
): void => {
  deliverKept(draft, holderId, subscription);
  if (definition.kind !== 'timer' || subscription.dueAt === undefined) return;
  const { on, event, dueAt, repeats = 0, body } = subscription;
  const next = definition.timer.next(
    { dueAt: new Date(dueAt), repeats, ...(body !== undefined && { body }) },
    draft.moment,
    draft.calendars,
    visibleData(draft, holderId),
  );
  // A new id, so that a second command to fire the old one finds nothing.
  const again = next && {
    id: draft.ids(),
    on,
    ...(event !== undefined && { event }),
    ...timerParticulars(next),
    repeats: next.repeats,
  };
  replaceSubscription(draft, holderId, subscription.id, again);
  if (again) announce(draft, again);
};
