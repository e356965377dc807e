/** Outside work as managers, auditors and integration clients see it: each the work of its own part of the organisation. */
import type { Actor } from '../case/actor.ts';
import { visibleNodes } from '../case/authorisation.ts';
import { isWithin, type Organisation } from '../case/organisation.ts';
import { Refusal } from '../errors.ts';
import { requireWork, type WorkContext } from '../commands/held-work.ts';
import type { TopicStanding, Worker, WorkFilter, WorkItem, WorkPage } from '../work.ts';

export type ListWork = Omit<WorkFilter, 'visible'> & WorkPage;

type WorkReading = Pick<WorkContext, 'work' | 'organisation'>;

const below = (organisation: Organisation, nodes: readonly string[]): string[] =>
  [...organisation.keys()].filter((id) => nodes.some((node) => isWithin(organisation, id, node)));

/** What an actor may see; `undefined` for all. An integration client sees its topics, everybody else those of their cases. */
const visibleWork = (organisation: Organisation, actor: Actor): WorkFilter['visible'] => {
  const limited = actor.roles.filter(({ role, topics }) => role === 'integration-client' && topics);
  const whole = visibleNodes({ ...actor, roles: actor.roles.filter((holding) => !limited.includes(holding)) });
  const nodes = below(organisation, whole);
  if (nodes.length > 0 && nodes.length === organisation.size) return undefined;
  return [
    ...(nodes.length > 0 ? [{ nodes }] : []),
    ...limited.map(({ node, topics = [] }) => ({ nodes: below(organisation, [node]), topics })),
  ];
};

const authoriseList = (actor: Actor, visible: WorkFilter['visible']): void => {
  if (visible === undefined || visible.length > 0) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} sees no cases and serves no topics, so there is no outside work to show.`,
  );
};

/** A page of outside work, oldest first, with the count of all. Refuses with `NOT_ALLOWED`. */
export const listWork = async (
  { work, organisation }: WorkReading,
  actor: Actor,
  { after, limit, ...chosen }: ListWork,
  at: Date,
): Promise<{ readonly items: readonly WorkItem[]; readonly total: number }> => {
  const visible = visibleWork(organisation, actor);
  authoriseList(actor, visible);
  const filter = { ...chosen, ...(visible && { visible }) };
  const [items, total] = await Promise.all([
    work.list(filter, { limit, ...(after && { after }) }, at),
    work.count(filter, at),
  ]);
  return { items, total };
};

/** One piece of outside work. What is asked and answered is shown to whoever asked or serves it. */
export const viewWork = async (context: WorkReading, actor: Actor, workId: string): Promise<WorkItem> => {
  const item = await requireWork(context, workId);
  const visible = visibleWork(context.organisation, actor);
  const sees =
    visible === undefined ||
    visible.some(({ nodes, topics }) => nodes.includes(item.node) && (topics?.includes(item.topic) ?? true));
  if (item.requestedBy !== actor.id && !sees)
    throw new Refusal(
      'NOT_ALLOWED',
      `External task '${workId}' belongs to '${item.node}'; ${actor.id} may not see it.`,
      {
        workId,
      },
    );
  const isServed = actor.roles.some(({ role }) => role === 'integration-client');
  if (item.requestedBy === actor.id || isServed) return item;
  const { data, result, key, ...shown } = item;
  return shown;
};

/** Every topic with open work the actor may see, and the workers that asked for it lately. */
export const viewTopics = async (
  { work, organisation }: WorkReading,
  actor: Actor,
  at: Date,
): Promise<readonly (TopicStanding & { readonly workers: readonly Worker[] })[]> => {
  const visible = visibleWork(organisation, actor);
  authoriseList(actor, visible);
  const [standings, workers] = await Promise.all([work.standings(visible ? { visible } : {}, at), work.workers()]);
  const known = new Set(standings.map(({ topic }) => topic));
  const isMine = (topic: string): boolean =>
    visible === undefined || visible.some(({ topics }) => topics?.includes(topic) ?? true);
  const idle = [...new Set(workers.flatMap(({ topics }) => topics))]
    .filter((topic) => !known.has(topic) && isMine(topic))
    .map((topic) => ({ topic, waiting: 0, locked: 0, retrying: 0, failed: 0 }));
  return [...standings, ...idle]
    .toSorted((left, right) => (left.topic < right.topic ? -1 : 1))
    .map((standing) => ({ ...standing, workers: workers.filter(({ topics }) => topics.includes(standing.topic)) }));
};
