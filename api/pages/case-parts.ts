/** What the pages of a case and of its tasks have in common: the case, its timeline, where it stands on its diagram. */
import { isOpen, viewJournal, viewLinks, type Actor, type Case } from '../../engine/index.ts';
import { linksModel, linksShown } from '../../views/presenters/case-links.ts';
import { caseModel, subRuns, type CaseAround } from '../../views/presenters/case.ts';
import { mayOverride } from '../../views/presenters/manages.ts';
import { workOrdersOf } from '../../views/presenters/work-orders.ts';
import { timelineOf } from '../../views/presenters/timeline.ts';
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

export const caseParts = async (
  context: ApiContext,
  actor: Actor,
  current: Case,
  around: CaseAround,
): Promise<Record<string, unknown>> => {
  const last = current.journalHead.sequence;
  const [{ entries }, nameOf, links] = await Promise.all([
    viewJournal(context, actor, current.id, { after: Math.max(0, last - shownEntries), limit: shownEntries }),
    namesOf(context, current),
    viewLinks(context, actor, current, linksShown),
  ]);
  const timeline = timelineOf(entries, nameOf, around.reader.locale, around.t);
  return {
    case: caseModel(current, around),
    mayOverride: mayOverride(actor.roles),
    runs: subRuns(current, around),
    workOrders: workOrdersOf(current, entries, nameOf, around),
    links: linksModel(current, links, { ...around, roles: actor.roles }),
    timeline,
    notes: timeline.filter(({ isNote }) => isNote),
    diagrams: diagramsOf(current),
    now: around.now,
  };
};
