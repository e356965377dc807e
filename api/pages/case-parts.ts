/** What the pages of a case and of its tasks have in common: the case, its timeline, where it stands on its diagram. */
import {
  isOpen,
  namePeople,
  takesPart,
  viewJournal,
  viewLinks,
  viewTaskForm,
  type Actor,
  type Case,
  type JournalEntry,
} from '../../engine/index.ts';
import { localSchema } from '../../views/presenters/form.ts';
import { linksModel, linksShown } from '../../views/presenters/case-links.ts';
import { caseModel, subRuns, type CaseAround } from '../../views/presenters/case.ts';
import { mayHandle, mayOverride } from '../../views/presenters/manages.ts';
import { workOrdersOf } from '../../views/presenters/work-orders.ts';
import { receiverIn, timelineOf } from '../../views/presenters/timeline.ts';
import type { ApiContext } from '../operation.ts';

/** The newest entries; the whole journal is the auditors' page. */
const shownEntries = 200;

const namesOf = async (context: ApiContext, current: Case): Promise<(activityId: string) => string | undefined> => {
  const ids = new Set(current.runs.map(({ definition }) => definition.id));
  const deployed = await Promise.all([...ids].map((id) => context.definitions.byId(id)));
  return (activityId) =>
    deployed.map((found) => found?.definition.elements.get(activityId)?.name).find((name) => name !== undefined);
};

/** The diagrams of the case's runs, the newest run of each definition, with the elements where it stands. */
const diagramsOf = (current: Case): { ref: string; active: string[]; stuck: string[] }[] => {
  const refs = [...new Set(current.runs.map(({ definition }) => `${definition.key}:${definition.version}`))];
  return refs.map((ref) => {
    const runIds = new Set(
      current.runs.filter(({ definition }) => `${definition.key}:${definition.version}` === ref).map(({ id }) => id),
    );
    return {
      ref,
      active: current.tasks
        .filter((task) => isOpen(task) && runIds.has(task.runId))
        .map(({ activityId }) => activityId),
      stuck: current.incidents.filter(({ runId }) => runIds.has(runId)).map(({ activityId }) => activityId),
    };
  });
};

/** Everybody the page speaks of. */
const peopleOf = (current: Case, entries: readonly JournalEntry[]): string[] => [
  current.registeredBy,
  ...current.tasks.flatMap((task) => [
    ...task.candidateUsers,
    ...('assignee' in task && task.assignee !== undefined ? [task.assignee] : []),
    ...('completedBy' in task ? [task.completedBy] : []),
  ]),
  ...(current.attachments ?? []).map(({ addedBy }) => addedBy),
  ...entries.flatMap((entry) =>
    [...(entry.actor.kind === 'user' ? [entry.actor.id] : []), receiverIn(entry) ?? []].flat(),
  ),
];

/** The forms of the tasks that were completed, each read once, by the id of the task. */
const formsOf = async (
  context: ApiContext,
  current: Case,
  entries: readonly JournalEntry[],
  { reader }: CaseAround,
): Promise<(taskId: string) => unknown> => {
  const done = new Set(
    entries.flatMap(({ type, taskId }) => (type === 'TaskCompleted' && taskId !== undefined ? [taskId] : [])),
  );
  const schemas = new Map<string, Promise<unknown>>();
  const keyOf = ({ runId, formKey }: Case['tasks'][number]): string => {
    const run = current.runs.find(({ id }) => id === runId);
    return `${run?.definition.id ?? ''} ${formKey ?? ''}`;
  };
  const tasks = current.tasks.filter(({ id }) => done.has(id));
  for (const task of tasks)
    if (!schemas.has(keyOf(task)))
      schemas.set(
        keyOf(task),
        viewTaskForm(context, current, task).then((form) => form && localSchema(form.schema, reader.locale)),
      );
  const found = new Map(
    await Promise.all(tasks.map(async (task) => [task.id, await schemas.get(keyOf(task))] as const)),
  );
  return (taskId) => found.get(taskId);
};

export const caseParts = async (
  context: ApiContext,
  actor: Actor,
  current: Case,
  asked: CaseAround,
): Promise<{ readonly around: CaseAround; readonly model: Record<string, unknown> }> => {
  const last = current.journalHead.sequence;
  const [{ entries }, nameOf, links] = await Promise.all([
    viewJournal(context, actor, current.id, { after: Math.max(0, last - shownEntries), limit: shownEntries }),
    namesOf(context, current),
    viewLinks(context, actor, current, linksShown),
  ]);
  const [personOf, schemaOf] = await Promise.all([
    namePeople(context, peopleOf(current, entries)),
    formsOf(context, current, entries, asked),
  ]);
  const around = { ...asked, personOf };
  const timeline = timelineOf(entries, { ...around, nameOf, schemaOf });
  const model = {
    case: caseModel(current, around),
    mayOverride: mayOverride(actor.roles),
    mayAct: mayHandle(actor.roles) || takesPart(actor, current),
    runs: subRuns(current, around),
    workOrders: workOrdersOf(current, entries, nameOf, around),
    links: linksModel(current, links, { ...around, roles: actor.roles }),
    timeline,
    notes: timeline.filter(({ isNote }) => isNote),
    diagrams: diagramsOf(current),
    now: around.now,
  };
  return { around, model };
};
