/** Shifts, rosters, absences and handover logs: records of the desk, and the questions asked about them. */
import type {
  Absence,
  AbsenceFilter,
  DeskRecord,
  Digest,
  Handover,
  HandoverFilter,
  Records,
  RosterDay,
  ShiftPlan,
  WorkPlan,
} from '../../engine/index.ts';
import type { Collection, Db, Filter, IndexDescription } from '../database.ts';
import { pendingEntryIndex, saveRecord, type RecordDocument } from './desk-records.ts';

type Kept<Item extends DeskRecord> = Omit<Item, 'id'> & RecordDocument;

const collectionOf = <Item extends DeskRecord>(db: Db, name: string): Collection<Kept<Item>> =>
  db.collection<Kept<Item>>(name);

const recordOf = <Item extends DeskRecord>(document: Kept<Item>): Item => {
  const { _id, pendingEntry, ...content } = document as RecordDocument;
  return { id: _id, ...content } as unknown as Item;
};

const openRecords = <Item extends DeskRecord>(db: Db, digest: Digest, name: string): Records<Item> => ({
  async find(id) {
    const document = await db.collection<RecordDocument>(name).findOne({ _id: id });
    return document ? recordOf(document as Kept<Item>) : undefined;
  },
  save: (item, expectedRev, entry) => saveRecord(db, digest, name, item, expectedRev, entry),
});

/** Collections of this store; their pending journal entries are finished with those of people. */
export const workPlanCollections = ['shiftPlans', 'rosterDays', 'absences', 'handovers'] as const;

export const createWorkPlanIndexes = async (db: Db): Promise<void> => {
  const indexes: Readonly<Record<(typeof workPlanCollections)[number], IndexDescription[]>> = {
    shiftPlans: [pendingEntryIndex],
    rosterDays: [{ name: 'ofNode', key: { node: 1, date: 1 } }, pendingEntryIndex],
    absences: [
      { name: 'ofPerson', key: { personId: 1, from: 1 } },
      { name: 'ofNode', key: { nodes: 1, _id: 1 } },
      { name: 'withWork', key: { 'handOver.status': 1, from: 1 } },
      pendingEntryIndex,
    ],
    handovers: [{ name: 'ofNode', key: { node: 1, endsAt: -1, _id: -1 } }, pendingEntryIndex],
  };
  for (const [name, declared] of Object.entries(indexes)) await db.collection(name).createIndexes(declared);
};

const covering = (at: Date) => ({
  from: { $lte: at },
  $and: [
    { $or: [{ until: { $exists: false } }, { until: { $gt: at } }] },
    { $or: [{ endedAt: { $exists: false } }, { endedAt: { $gt: at } }] },
  ],
});

const absenceFilter = ({
  nodes,
  ownOf,
  personId,
  at,
}: Omit<AbsenceFilter, 'after' | 'limit'>): Filter<Kept<Absence>> => ({
  $or: [{ nodes: { $in: [...nodes] } }, { personId: ownOf }],
  ...(personId !== undefined && { personId }),
  ...(at !== undefined && covering(at)),
});

const handoverFilter = ({ nodes, status }: Omit<HandoverFilter, 'before' | 'limit'>): Filter<Kept<Handover>> => ({
  node: { $in: [...nodes] },
  ...(status !== undefined && { status }),
});

export const openWorkPlan = (db: Db, digest: Digest): WorkPlan => {
  const absences = collectionOf<Absence>(db, 'absences');
  const handovers = collectionOf<Handover>(db, 'handovers');
  return {
    shiftPlans: openRecords(db, digest, 'shiftPlans'),
    allShiftPlans: async () =>
      (await collectionOf<ShiftPlan>(db, 'shiftPlans').find().sort({ _id: 1 }).toArray()).map((plan) =>
        recordOf<ShiftPlan>(plan),
      ),
    rosterDays: openRecords(db, digest, 'rosterDays'),
    /** Index: ofNode. */
    rosterBetween: async (node, from, to) =>
      (
        await collectionOf<RosterDay>(db, 'rosterDays')
          .find({ node, date: { $gte: from, $lte: to } } as Filter<Kept<RosterDay>>)
          .sort({ date: 1 })
          .toArray()
      ).map((day) => recordOf<RosterDay>(day)),
    absences: openRecords(db, digest, 'absences'),
    /** Index: ofPerson. */
    absencesAt: async (personIds, at) =>
      (
        await absences.find({ personId: { $in: [...personIds] }, ...covering(at) } as Filter<Kept<Absence>>).toArray()
      ).map((absence) => recordOf<Absence>(absence)),
    /** Index: withWork. */
    absencesWithWork: async (at, limit) =>
      (
        await absences
          .find({ 'handOver.status': 'waiting', from: { $lte: at } } as Filter<Kept<Absence>>)
          .limit(limit)
          .toArray()
      ).map((absence) => recordOf<Absence>(absence)),
    /** Indexes: ofNode, ofPerson. */
    listAbsences: async ({ after, limit, ...filter }) =>
      (
        await absences
          .find({ $and: [absenceFilter(filter), after === undefined ? {} : { _id: { $gt: after } }] } as Filter<
            Kept<Absence>
          >)
          .sort({ _id: 1 })
          .limit(limit)
          .toArray()
      ).map((absence) => recordOf<Absence>(absence)),
    countAbsences: (filter) => absences.countDocuments(absenceFilter(filter)),
    handovers: openRecords(db, digest, 'handovers'),
    /** Index: ofNode. */
    async handoverBefore(node, endsAt) {
      const filter = { node, endsAt: { $lt: endsAt } } as Filter<Kept<Handover>>;
      const last = await handovers.find(filter).sort({ endsAt: -1, _id: -1 }).limit(1).next();
      return last ? recordOf<Handover>(last) : undefined;
    },
    /** Index: ofNode. */
    listHandovers: async ({ before, limit, ...filter }) => {
      const behind = before && {
        $or: [{ endsAt: { $lt: before.endsAt } }, { endsAt: before.endsAt, _id: { $lt: before.id } }],
      };
      const found = await handovers
        .find({ $and: [handoverFilter(filter), behind ?? {}] } as Filter<Kept<Handover>>)
        .sort({ endsAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return found.map((handover) => recordOf<Handover>(handover));
    },
    countHandovers: (filter) => handovers.countDocuments(handoverFilter(filter)),
  };
};
