/**
 * Every kind of event definition the library would otherwise run itself. Catching arms a wait in the open runs;
 * throwing reports what was thrown and is resolved by the step, outside the library, by BPMN's scope rules.
 */
import type { EventTrigger } from './compiled-node.ts';
import { asText } from './as-text.ts';
import { armCatch, type Rearm } from './arm-catch.ts';
import { LibraryTerminate, type Activity, type Message } from './library.ts';
import { startWaiting } from './live-wait.ts';
import { resolveThrow } from './resolve-throw.ts';
import { cancelSiblings, evaluate, sessionOf, type Session } from './session.ts';

type OwnedBy = { readonly activity: Activity; readonly trigger: EventTrigger; readonly definition: unknown };

const throwingTypes = new Set(['bpmn:EndEvent', 'bpmn:IntermediateThrowEvent']);

const refOf = (session: Session, activityId: string, trigger: EventTrigger): { ref?: string } => {
  if (trigger.kind === 'message' || trigger.kind === 'signal') {
    const name = evaluate(session, activityId, trigger.name);
    return name ? { ref: asText(name) } : {};
  }
  return (trigger.kind === 'error' || trigger.kind === 'escalation') && trigger.code !== undefined
    ? { ref: trigger.code }
    : {};
};

const executeThrow = ({ activity, trigger, definition }: OwnedBy, message: Message): void => {
  const session = sessionOf(activity);
  const executionId = message.content.parent!.executionId;
  const ref = refOf(session, activity.id, trigger);
  if (trigger.kind === 'timer' || trigger.kind === 'conditional') return;
  session.happened.push({ type: 'thrown', kind: trigger.kind, activityId: activity.id, executionId, ...ref });
  if (trigger.kind === 'terminate') {
    cancelSiblings(session, session.runs.get(executionId)!);
    new LibraryTerminate(activity, definition).execute(message);
    return;
  }
  // The thrower stays until its throw has been delivered: what it hits may be the very scope it stands in.
  const handle = startWaiting(session, activity, executionId, message);
  session.deferred.push(() => {
    if (resolveThrow(session, executionId, trigger.kind, ref.ref) === 'goesOn' && session.runs.has(executionId))
      handle.complete();
  });
};

const executeCatch = ({ activity, trigger }: OwnedBy, message: Message): void => {
  const session = sessionOf(activity);
  const executionId = message.content.parent!.executionId;
  const handle = startWaiting(session, activity, executionId, message);
  if (session.isResuming) return;
  if (activity.type === 'bpmn:StartEvent') {
    if (trigger.kind !== 'timer')
      session.happened.push({
        type: 'caught',
        kind: trigger.kind,
        activityId: activity.id,
        executionId,
        ...refOf(session, activity.id, trigger),
      });
    handle.complete();
    return;
  }
  armCatch(session, session.runs.get(executionId)!, trigger, message.content.inbound?.[0]?.repeat as Rearm | undefined);
};

export class OwnEventDefinition {
  readonly type: string;
  private readonly owned: OwnedBy;

  constructor(activity: Activity, definition: { readonly type: string }, _context: unknown, index: number) {
    this.type = definition.type;
    const trigger = sessionOf(activity).compiled.nodes.get(activity.id)!.triggers[index]!;
    this.owned = { activity, trigger, definition };
  }

  execute(message: Message): void {
    if (throwingTypes.has(this.owned.activity.type)) executeThrow(this.owned, message);
    else executeCatch(this.owned, message);
  }
}
