/** A file from a request, as it comes: measured, hashed and looked at on its way to where it is kept. */
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import busboy from 'busboy';
import {
  attachmentName,
  attachmentType,
  headLength,
  largestAttachment,
  type AttachmentStore,
} from '../../engine/index.ts';
import { EdgeRefusal } from '../problem.ts';

export type ReceivedFile = {
  readonly contentId: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
};

const tooLarge = (name: string): EdgeRefusal =>
  new EdgeRefusal('BODY_TOO_LARGE', `'${name}' is larger than the ${largestAttachment} bytes a file may have.`, {
    allowed: largestAttachment,
  });

const receive = async (
  store: AttachmentStore,
  given: string,
  stream: AsyncIterable<Buffer>,
  caseId: string,
  at: Date,
): Promise<ReceivedFile> => {
  const name = attachmentName(given);
  const hash = createHash('sha256');
  let size = 0;
  let type: string | undefined;

  async function* measured(): AsyncGenerator<Uint8Array> {
    let head: Buffer | undefined = Buffer.alloc(0);
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > largestAttachment) throw tooLarge(name);
      hash.update(chunk);
      if (!head) {
        yield chunk;
        continue;
      }
      head = Buffer.concat([head, chunk]);
      if (head.length < headLength) continue;
      // Nothing is kept before it is known to be allowed.
      type = attachmentType(name, head.subarray(0, headLength));
      yield head;
      head = undefined;
    }
    if (!head) return;
    type = attachmentType(name, head);
    yield head;
  }

  const contentId = await store.write(measured(), caseId, at);
  return { contentId, name, type: type!, size, sha256: hash.digest('hex') };
};

/** The one file of a `multipart/form-data` body. */
const receivePart = (store: AttachmentStore, request: Request, caseId: string, at: Date): Promise<ReceivedFile> =>
  new Promise((resolve, reject) => {
    const parser = busboy({
      headers: request.headers,
      // File names are UTF-8 in what browsers send, though the old standard says otherwise.
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 10, fieldSize: 1000, parts: 12 },
    });
    let received: Promise<ReceivedFile> | undefined;
    const fail = (error: unknown): void => {
      request.unpipe(parser);
      // What is left of the request is read and forgotten, so that the answer reaches a client that still sends.
      request.resume();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    parser.on('file', (_field, stream, { filename }) => {
      received = receive(store, filename ?? '', stream, caseId, at);
      received.catch(fail);
    });
    parser.on('error', (error) =>
      fail(new EdgeRefusal('INVALID_REQUEST', `The multipart body could not be read: ${String(error)}.`)),
    );
    parser.on('close', () => {
      if (received) received.then(resolve, fail);
      else fail(new EdgeRefusal('INVALID_REQUEST', 'The multipart body has no file; send one part with a file name.'));
    });
    request.once('aborted', () => parser.destroy(new Error('the connection was lost')));
    request.pipe(parser);
  });

/** Receives the file of a request, multipart or raw. Refuses with `ATTACHMENT_REFUSED`, `BODY_TOO_LARGE`. */
export const receiveFile = async (
  store: AttachmentStore,
  request: Request,
  name: string | undefined,
  caseId: string,
  at: Date,
): Promise<ReceivedFile> => {
  if (name === undefined) {
    if (!request.is('multipart/form-data'))
      throw new EdgeRefusal(
        'UNSUPPORTED_MEDIA_TYPE',
        `Send the file as multipart/form-data, not ${request.get('Content-Type') ?? 'unnamed'}; a bare file goes by PUT with its name.`,
      );
    return receivePart(store, request, caseId, at);
  }
  if (Number(request.get('Content-Length') ?? 0) > largestAttachment) throw tooLarge(name);
  return receive(store, name, request as AsyncIterable<Buffer>, caseId, at);
};
