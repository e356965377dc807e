/** Designs, each one document, and the states kept of them. */
import type { Design, DesignState, DesignStore } from '../engine/index.ts';
import { isDuplicateKey, type Collection, type Db, type Filter, type IndexDescription } from './database.ts';

type DesignDocument = Omit<Design, 'id'> & { _id: string };
type StateDocument = DesignState & { _id: string };

const designCollection = (db: Db): Collection<DesignDocument> => db.collection<DesignDocument>('designs');
const stateCollection = (db: Db): Collection<StateDocument> => db.collection<StateDocument>('designStates');

const designIndexes: IndexDescription[] = [{ name: 'bySaved', key: { savedAt: -1, _id: -1 } }];
const stateIndexes: IndexDescription[] = [{ name: 'byDesign', key: { designId: 1, rev: -1 } }];

export const createDesignIndexes = async (db: Db): Promise<void> => {
  await designCollection(db).createIndexes(designIndexes);
  await stateCollection(db).createIndexes(stateIndexes);
};

const fromDocument = <T extends { _id: string }>({ _id, ...design }: T): Omit<T, '_id'> & { id: string } => ({
  id: _id,
  ...design,
});

const toDocument = ({ id, ...design }: Design): DesignDocument => ({ _id: id, ...design });

const visible = (userId: string | undefined): Filter<DesignDocument> =>
  userId === undefined ? {} : { $or: [{ owner: userId }, { isShared: true }] };

export const openDesignStore = (db: Db): DesignStore => ({
  async find(id) {
    const found = await designCollection(db).findOne({ _id: id });
    return found ? fromDocument(found) : undefined;
  },
  async add(design) {
    try {
      await designCollection(db).insertOne(toDocument(design));
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  },
  async replace(design, expectedRev) {
    const { matchedCount } = await designCollection(db).replaceOne(
      { _id: design.id, rev: expectedRev },
      toDocument(design),
    );
    return matchedCount === 1;
  },
  async remove(id, expectedRev) {
    const { deletedCount } = await designCollection(db).deleteOne({ _id: id, rev: expectedRev });
    if (deletedCount === 1) await stateCollection(db).deleteMany({ designId: id });
    return deletedCount === 1;
  },
  /** Index: bySaved. */
  async list({ visibleTo, after, limit }) {
    const behind: Filter<DesignDocument> =
      after === undefined
        ? {}
        : { $or: [{ savedAt: { $lt: after.savedAt } }, { savedAt: after.savedAt, _id: { $lt: after.id } }] };
    const found = await designCollection(db)
      .find({ $and: [visible(visibleTo), behind] }, { projection: { files: 0 } })
      .sort({ savedAt: -1, _id: -1 })
      .limit(limit)
      .toArray();
    return found.map(fromDocument);
  },
  count: (visibleTo) => designCollection(db).countDocuments(visible(visibleTo)),
  async keep(state) {
    const _id = `${state.designId}:${state.rev}`;
    await stateCollection(db).updateOne({ _id }, { $setOnInsert: state }, { upsert: true });
  },
  /** Index: byDesign. */
  async history(designId, before, limit) {
    const found = await stateCollection(db)
      .find({ designId, ...(before !== undefined && { rev: { $lt: before } }) }, { projection: { files: 0, _id: 0 } })
      .sort({ rev: -1 })
      .limit(limit)
      .toArray();
    return found;
  },
  async state(designId, rev) {
    const found = await stateCollection(db).findOne({ _id: `${designId}:${rev}` }, { projection: { _id: 0 } });
    return found ?? undefined;
  },
});
