/**
 * Content of attachments in GridFS, in pieces of 255 kB, so that every node reaches it and no large file is ever in memory. A row
 * written before the first piece tells the sweep of content that never became an attachment.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AttachmentStore } from '../engine/index.ts';
import { GridFSBucket, ObjectId, type Collection, type Db, type IndexDescription } from './database.ts';

/** Without `unkeptSince` a case refers to it. */
type ContentDocument = { _id: string; caseId: string; unkeptSince?: Date };

const bucketName = 'attachments';

export const contentCollection = (db: Db): Collection<ContentDocument> =>
  db.collection<ContentDocument>('attachmentContents');

export const contentIndexes: IndexDescription[] = [
  { name: 'unkept', key: { unkeptSince: 1 }, partialFilterExpression: { unkeptSince: { $exists: true } } },
];

export const openAttachmentStore = (db: Db): AttachmentStore<Readable> => {
  const bucket = new GridFSBucket(db, { bucketName });
  const contents = contentCollection(db);
  const remove = async (id: string): Promise<void> => {
    const files_id = new ObjectId(id);
    // Not bucket.delete: it wants a file row, which an upload that was cut off does not have.
    await db.collection(`${bucketName}.files`).deleteOne({ _id: files_id });
    await db.collection(`${bucketName}.chunks`).deleteMany({ files_id });
    await contents.deleteOne({ _id: id });
  };
  return {
    async write(content, caseId, at) {
      const id = new ObjectId();
      await contents.insertOne({ _id: id.toHexString(), caseId, unkeptSince: at });
      try {
        await pipeline(Readable.from(content), bucket.openUploadStreamWithId(id, id.toHexString()));
      } catch (error) {
        await remove(id.toHexString());
        throw error;
      }
      return id.toHexString();
    },
    async keep(id) {
      await contents.updateOne({ _id: id }, { $unset: { unkeptSince: '' } });
    },
    async release(id, at) {
      await contents.updateOne({ _id: id }, { $set: { unkeptSince: at } });
    },
    remove: async (id) => {
      if (ObjectId.isValid(id)) await remove(id);
    },
    read: (id, range) => bucket.openDownloadStream(new ObjectId(id), range),
    /** Index: unkept. */
    async unkept(before, limit) {
      const rows = await contents
        .find({ unkeptSince: { $lte: before } })
        .sort({ unkeptSince: 1 })
        .limit(limit)
        .toArray();
      return rows.map(({ _id: id, caseId }) => ({ id, caseId }));
    },
  };
};
