/** Cases as lists ask for them: one small document per case, brought up to date by the follow-up, newest revision wins. */
import {
  caseListItem,
  type Case,
  type CaseCount,
  type CaseFilter,
  type CaseGrouping,
  type CaseListItem,
  type ElementCount,
} from '../engine/index.ts';
import { caseCollection, fromDocument } from './case-document.ts';
import {
  isDuplicateKey,
  type AnyBulkWriteOperation,
  type Collection,
  type Db,
  type Filter,
  type IndexDescription,
} from './database.ts';

type CaseListDocument = Omit<CaseListItem, 'id'> & { _id: string };

export const caseListCollection = (db: Db): Collection<CaseListDocument> => db.collection<CaseListDocument>('caseList');

export const caseListIndexes: IndexDescription[] = [
  { name: 'byNumber', key: { number: -1 } },
  { name: 'byCentre', key: { centre: 1, status: 1, tier: 1 } },
  { name: 'byDueAt', key: { status: 1, dueAt: 1, number: 1 } },
  { name: 'byStuckSince', key: { status: 1, stuckSince: 1, number: 1 } },
  { name: 'byStand', key: { stands: 1 } },
  { name: 'byVersion', key: { versions: 1 } },
  { name: 'bySentTo', key: { sentTo: 1 } },
  { name: 'byAssignee', key: { assignees: 1 } },
  { name: 'byCalendar', key: { calendars: 1 } },
];

const writeOf = (current: Case): AnyBulkWriteOperation<CaseListDocument> => {
  const { id: _id, ...item } = caseListItem(current);
  return { replaceOne: { filter: { _id, rev: { $lt: current.rev } }, replacement: item, upsert: true } };
};

/** Shows the cases as they are now; of one case only the newest state is written. */
export const listAgain = async (db: Db, cases: readonly Case[]): Promise<void> => {
  const newest = new Map<string, Case>();
  for (const current of cases) if ((newest.get(current.id)?.rev ?? -1) < current.rev) newest.set(current.id, current);
  if (newest.size === 0) return;
  try {
    await caseListCollection(db).bulkWrite([...newest.values()].map(writeOf), { ordered: false });
  } catch (error) {
    // A newer revision is already there when the upsert finds its id taken.
    if (!isDuplicateKey(error)) throw error;
  }
};

/** Lists the cases of a database that had no list yet, or one that lacks what lists now ask for. */
export const listAllCases = async (db: Db): Promise<void> => {
  await caseListCollection(db).deleteMany({});
  let batch: Case[] = [];
  for await (const document of caseCollection(db).find({}, { projection: { pending: 0 } })) {
    batch.push(fromDocument(document));
    if (batch.length < 500) continue;
    await listAgain(db, batch);
    batch = [];
  }
  await listAgain(db, batch);
};

type Selecting = Omit<CaseFilter, 'after' | 'limit' | 'sort' | 'behind'>;
type ListFilter = Filter<CaseListDocument>;

/** Indexes: byCentre, bySentTo. */
const visible = ({ centres, everywhere, sentTo, centre }: Selecting): ListFilter => {
  if (everywhere) return {};
  const own = { centre: { $in: [...centres] } };
  if (!sentTo) return own;
  const sent = { sentTo: { $in: [...sentTo] } };
  if (centres.length > 0) return { $or: [own, sent] };
  return { ...sent, ...(centre !== undefined && { centre }) };
};

const equalities = [
  'status',
  'tier',
  'branch',
  'category',
  'severity',
  'channel',
  'customerClass',
  'process',
  'version',
] as const;

const between = (from: Date | undefined, to: Date | undefined): Record<string, Date> => ({
  ...(from && { $gte: from }),
  ...(to && { $lt: to }),
});

const filterOf = (selecting: Selecting): ListFilter => {
  const { unassigned, breached, suspended, paused, incident, activityId, assignee } = selecting;
  const { calendars, dueAfter, dueBefore, stuckBefore, registeredFrom, registeredTo } = selecting;
  const parts: ListFilter[] = [visible(selecting)];
  for (const field of equalities) if (selecting[field] !== undefined) parts.push({ [field]: selecting[field] });
  if (unassigned !== undefined) parts.push({ isUnassigned: unassigned });
  if (breached !== undefined) parts.push({ isBreached: breached });
  if (suspended !== undefined) parts.push({ isSuspended: suspended });
  if (paused !== undefined) parts.push({ isPaused: paused });
  if (incident !== undefined) parts.push({ hasIncident: incident });
  if (assignee !== undefined) parts.push({ assignees: assignee });
  if (calendars) parts.push({ calendars: { $in: [...calendars] } });
  if (dueAfter) parts.push({ dueAt: { $gt: dueAfter } });
  if (dueBefore) parts.push({ dueAt: { $lte: dueBefore } });
  if (stuckBefore) parts.push({ stuckSince: { $lte: stuckBefore } });
  if (registeredFrom || registeredTo) parts.push({ registeredAt: between(registeredFrom, registeredTo) });
  if (selecting.standsAt !== undefined) parts.push({ stands: selecting.standsAt });
  if (activityId !== undefined) parts.push({ stands: standsAt(selecting, activityId) });
  const narrowing = parts.filter((part) => Object.keys(part).length > 0);
  return narrowing.length > 1 ? { $and: narrowing } : (narrowing[0] ?? {});
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** With process and version it is one lookup; else elements of that id in any version. */
const standsAt = ({ process, version }: Selecting, activityId: string): string | RegExp =>
  process !== undefined && version !== undefined
    ? `${process}:${version}:${activityId}`
    : new RegExp(`^${process === undefined ? '[^:]+' : escaped(process)}:\\d+:${escaped(activityId)}$`);

const orders = {
  newest: { number: -1 },
  oldest: { number: 1 },
  due: { dueAt: 1, number: 1 },
  stuck: { stuckSince: 1, number: 1 },
} as const;

const pageFilter = ({ sort = 'newest', after, behind }: CaseFilter): ListFilter | undefined => {
  if (after === undefined) return undefined;
  if (sort === 'newest' || sort === 'oldest') return { number: sort === 'newest' ? { $lt: after } : { $gt: after } };
  const field = sort === 'due' ? 'dueAt' : 'stuckSince';
  return {
    $or: [{ [field]: { $gt: behind } }, { [field]: behind, number: { $gt: after } }],
  };
};

/** Ids of a page, in order. Indexes: byNumber, byDueAt, byStuckSince, and those of the filter. */
export const pageOfIds = async (db: Db, filter: CaseFilter): Promise<string[]> => {
  const page = pageFilter(filter);
  const selected = filterOf(filter);
  const found = await caseListCollection(db)
    .find(page && Object.keys(selected).length > 0 ? { $and: [selected, page] } : (page ?? selected), {
      projection: { _id: 1 },
      sort: orders[filter.sort ?? 'newest'],
      limit: filter.limit,
    })
    .toArray();
  return found.map(({ _id }) => _id);
};

export const pageOfCases = async (db: Db, filter: CaseFilter): Promise<Case[]> => {
  const ids = await pageOfIds(db, filter);
  const documents = await caseCollection(db)
    .find({ _id: { $in: ids } }, { projection: { pending: 0 } })
    .toArray();
  const byId = new Map(documents.map((document) => [document._id, document]));
  return ids.flatMap((id) => {
    const document = byId.get(id);
    return document ? [fromDocument(document)] : [];
  });
};

export const countSelected = (db: Db, filter: Selecting): Promise<number> =>
  caseListCollection(db).countDocuments(filterOf(filter));

const flags = ['hasIncident', 'isBreached', 'isUnassigned', 'isSuspended', 'isPaused'] as const;

type Cell = { _id: CaseCount['by'] & Partial<Record<(typeof flags)[number], boolean>>; count: number };

/** Only counted here; what the counts mean is added up outside, which is many times faster than expressions are. */
const countCells = (db: Db, selected: ListFilter, fields: readonly string[]): Promise<Cell[]> =>
  caseListCollection(db)
    .aggregate<Cell>([
      ...(Object.keys(selected).length > 0 ? [{ $match: selected }] : []),
      { $group: { _id: Object.fromEntries(fields.map((field) => [field, `$${field}`])), count: { $sum: 1 } } },
    ])
    .toArray();

/** The selected cases in groups; a case counts as overdue when it is due at or before `now` and open. */
export const countGrouped = async (
  db: Db,
  filter: Selecting,
  groupings: readonly CaseGrouping[],
  now: Date,
): Promise<CaseCount[]> => {
  const selected = filterOf(filter);
  const due = { $and: [selected, { status: 'open' as const, dueAt: { $lte: now } }] };
  const [cells, overdue] = await Promise.all([
    countCells(db, selected, [...groupings, ...flags]),
    countCells(db, due, groupings),
  ]);
  const groups = new Map<string, CaseCount>();
  const add = (cell: Cell, more: (group: CaseCount) => Partial<CaseCount>): void => {
    const by = Object.fromEntries(
      groupings.flatMap((field) => (cell._id[field] === undefined ? [] : [[field, cell._id[field]]])),
    );
    const key = JSON.stringify(by);
    const group = groups.get(key) ?? { by, ...noCounts };
    groups.set(key, { ...group, ...more(group) });
  };
  for (const cell of cells) {
    const { count, _id } = cell;
    add(cell, (group) => ({
      count: group.count + count,
      breached: group.breached + (_id.isBreached ? count : 0),
      incidents: group.incidents + (_id.hasIncident ? count : 0),
      unassigned: group.unassigned + (_id.isUnassigned ? count : 0),
      suspended: group.suspended + (_id.isSuspended ? count : 0),
      paused: group.paused + (_id.isPaused ? count : 0),
    }));
  }
  for (const cell of overdue) add(cell, () => ({ overdue: cell.count }));
  return [...groups.values()];
};

const noCounts = { count: 0, overdue: 0, breached: 0, incidents: 0, unassigned: 0, suspended: 0, paused: 0 };

const countValues = async (
  db: Db,
  selected: ListFilter,
  field: 'stands' | 'incidents',
): Promise<Map<string, number>> => {
  const groups = await caseListCollection(db)
    .aggregate<{ _id: string; count: number }>([
      { $match: selected },
      { $unwind: `$${field}` },
      { $group: { _id: `$${field}`, count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(groups.map(({ _id, count }) => [_id, count]));
};

/** Tokens and incidents per element of a version, over the cases of some centres. Index: byVersion. */
export const countElements = async (db: Db, seen: Selecting, ref: string): Promise<ElementCount[]> => {
  const selected = { $and: [{ versions: ref }, visible(seen)] } as ListFilter;
  const failed = { $and: [{ versions: ref, hasIncident: true }, visible(seen)] } as ListFilter;
  const [tokens, incidents] = await Promise.all([
    countValues(db, selected, 'stands'),
    countValues(db, failed, 'incidents'),
  ]);
  const prefix = `${ref}:`;
  return [...new Set([...tokens.keys(), ...incidents.keys()])]
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({
      activityId: key.slice(prefix.length),
      tokens: tokens.get(key) ?? 0,
      incidents: incidents.get(key) ?? 0,
    }));
};
