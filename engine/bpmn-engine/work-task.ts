/** Tasks: those that wait for a person, a worker or a message, and those that are done when reached. */
import type { Data } from '../data.ts';
import type { CompiledNode, Work } from './compiled-node.ts';
import { asText } from './as-text.ts';
import type { Expression } from '../model/expression/compile-expression.ts';
import { LibraryActivity, type Activity, type Content, type Loop, type Message } from './library.ts';
import { startWaiting } from './live-wait.ts';
import type { Run, Wait } from './run.ts';
import { cancelRun, enterRun, evaluate, mergeData, scopeIdsOf, sessionOf, type Session } from './session.ts';
import { instrumentActivity } from './activity.ts';

const asList = (value: unknown): string[] =>
  (Array.isArray(value) ? value : asText(value).split(',')).map((item) => asText(item).trim()).filter(Boolean);

const localData = ({ elementVariable }: CompiledNode, content: Content): Data => {
  if (content.index === undefined || !content.isMultiInstance) return {};
  const variable = elementVariable ?? 'item';
  return { loopCounter: content.index, ...(variable in content ? { [variable]: content[variable] } : {}) };
};

const userTaskWait = (
  attributes: Extract<Work, { kind: 'userTask' }>['attributes'],
  read: (expression: Expression | undefined) => unknown,
  data: Data,
): Wait => {
  const text = (name: 'assignee' | 'dueDate' | 'followUpDate'): { [key in typeof name]?: string } => {
    const value = read(attributes[name]);
    return value === undefined || value === null || value === '' ? {} : { [name]: asText(value) };
  };
  const priority = Number(read(attributes.priority) ?? Number.NaN);
  return {
    kind: 'userTask',
    ...text('assignee'),
    candidateGroups: asList(read(attributes.candidateGroups)),
    candidateUsers: asList(read(attributes.candidateUsers)),
    ...text('dueDate'),
    ...text('followUpDate'),
    ...(Number.isNaN(priority) ? {} : { priority }),
    ...(attributes.formKey === undefined ? {} : { formKey: attributes.formKey }),
    data,
  };
};

const waitOf = (session: Session, { id, work }: CompiledNode, local: Data): Wait | undefined => {
  const read = (expression: Expression | undefined): unknown => expression && evaluate(session, id, expression, local);
  switch (work.kind) {
    case 'userTask':
      return userTaskWait(work.attributes, read, local);
    case 'externalTask': {
      const priority = Number(read(work.priority) ?? Number.NaN);
      return {
        kind: 'externalTask',
        topic: asText(read(work.topic)),
        ...(Number.isNaN(priority) ? {} : { priority }),
        data: local,
      };
    }
    case 'message':
      return { kind: 'message', message: asText(read(work.name)) };
    case 'script':
    case 'none':
      return undefined;
  }
};

class WorkBehaviour {
  private readonly activity: Activity;
  private readonly loop: Loop | undefined;

  constructor(activity: Activity) {
    this.activity = activity;
    const loop = activity.behaviour.loopCharacteristics;
    this.loop = loop && new loop.Behaviour(activity, loop);
  }

  execute(message: Message): void {
    if (this.loop && message.content.isRootScope) this.loop.execute(message);
    else this.perform(message);
  }

  private perform(message: Message): void {
    const { activity } = this;
    const session = sessionOf(activity);
    const { content } = message;
    const node = session.compiled.nodes.get(activity.id)!;
    const executionId = content.executionId;
    if (content.isMultiInstance && !session.isResuming && !session.runs.has(executionId))
      enterRun(session, {
        executionId,
        activityId: activity.id,
        scopeIds: [...scopeIdsOf(activity), content.parent!.executionId],
      });
    if (node.work.kind === 'none' || node.work.kind === 'script') {
      this.finishAtOnce(session, node, content);
      return;
    }
    startWaiting(session, activity, executionId, message, () => {
      const open = session.runs.get(executionId);
      if (open && content.isMultiInstance) cancelRun(session, open);
    });
    if (session.isResuming) return;
    const run = session.runs.get(executionId) as Run;
    session.runs.set(executionId, { ...run, wait: waitOf(session, node, localData(node, content))! });
  }

  private finishAtOnce(session: Session, node: CompiledNode, content: Content): void {
    const { id: activityId, broker } = this.activity;
    const { executionId } = content;
    const { work } = node;
    if (work.kind === 'script') {
      const result = evaluate(session, activityId, work.expression, localData(node, content));
      if (work.resultVariable !== undefined) mergeData(session, { [work.resultVariable]: result });
    }
    if (work.kind === 'none' && work.sends) {
      const name = evaluate(session, activityId, work.sends);
      const ref = name ? { ref: asText(name) } : {};
      session.happened.push({ type: 'thrown', kind: 'message', activityId, executionId, ...ref });
    }
    broker.publish('execution', 'execute.completed', { ...content });
  }
}

/** Called with `new` by the library. */
export function WorkTask(definition: unknown, context: unknown): Activity {
  return instrumentActivity(new LibraryActivity(WorkBehaviour, definition, context));
}
