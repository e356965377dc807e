/** MongoDB's wire messages: OP_MSG, and OP_QUERY for the greeting of a driver that does not know the server yet. */
import { decodeCommand, decodeDocument } from '../bson/decode.ts';
import { type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { RawDocument } from '../bson/raw-document.ts';
import { CommandError } from '../command-error.ts';

const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Bits 0–15 are required: a peer that sets one we do not know must be told. */
const UNKNOWN_REQUIRED = 0xfffc;

export const MAX_MESSAGE_BYTES = 48_000_000;

/** Documents that came beside the command stay bytes (RawDocument) until someone needs to look inside. */
export type Request = {
  requestId: number;
  isLegacy: boolean;
  /** The sender wants no answer (w: 0). */
  isUnanswered: boolean;
  command: Document;
};

const readSection = (bytes: Buffer, at: number, end: number, command: Document): number => {
  const size = bytes.readInt32LE(at);
  if (size < 4 || at + size > end) throw new CommandError(17, 'A document sequence reaches beyond its message.');
  const nameEnd = bytes.indexOf(0, at + 4);
  const name = bytes.toString('utf8', at + 4, nameEnd);
  const documents: RawDocument[] = [];
  let offset = nameEnd + 1;
  while (offset < at + size) {
    const length = bytes.readInt32LE(offset);
    if (length < 5 || offset + length > at + size)
      throw new CommandError(17, 'A document reaches beyond its sequence.');
    documents.push(new RawDocument(bytes.subarray(offset, offset + length)));
    offset += length;
  }
  command[name] = documents;
  return at + size;
};

const parseMessage = (bytes: Buffer, requestId: number): Request => {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  if (flags & UNKNOWN_REQUIRED) throw new CommandError(17, `OP_MSG flags 0x${flags.toString(16)} are not known.`);
  const end = flags & CHECKSUM_PRESENT ? bytes.length - 4 : bytes.length;
  const sequences: Document = {};
  let body: Document | undefined;
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = bytes[at++];
    if (kind === 0) {
      body = decodeCommand(bytes.subarray(at, end));
      at += bytes.readInt32LE(at);
    } else if (kind === 1) at = readSection(bytes, at, end, sequences);
    else throw new CommandError(17, `OP_MSG section kind ${kind} is not known.`);
  }
  if (!body) throw new CommandError(17, 'OP_MSG without a body section.');
  return {
    requestId,
    isLegacy: false,
    isUnanswered: (flags & MORE_TO_COME) !== 0,
    command: Object.assign(body, sequences),
  };
};

const parseQuery = (bytes: Buffer, requestId: number): Request => {
  const nameEnd = bytes.indexOf(0, HEADER_BYTES + 4);
  const command = decodeDocument(bytes.subarray(nameEnd + 1 + 8));
  return {
    requestId,
    isLegacy: true,
    isUnanswered: false,
    command: { ...command, $db: bytes.toString('utf8', HEADER_BYTES + 4, nameEnd).split('.')[0] },
  };
};

export const requestIdOf = (message: Buffer): number => message.readInt32LE(4);

/** `bytes` is one whole message. */
export const parseRequest = (bytes: Buffer): Request => {
  const requestId = requestIdOf(bytes);
  const operation = bytes.readInt32LE(12);
  if (operation === OP_MSG) return parseMessage(bytes, requestId);
  if (operation === OP_QUERY) return parseQuery(bytes, requestId);
  throw new CommandError(17, `Wire operation ${operation} is not supported; this server speaks OP_MSG.`);
};

let nextResponseId = 1;

const writeHeader = (message: Buffer, requestId: number, operation: number): Buffer => {
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(nextResponseId++ & 0x7fffffff, 4);
  message.writeInt32LE(requestId, 8);
  message.writeInt32LE(operation, 12);
  return message;
};

export const formatReply = (
  { requestId, isLegacy }: Pick<Request, 'requestId' | 'isLegacy'>,
  reply: Document,
): Buffer => {
  if (!isLegacy) {
    const message = encodeDocument(reply, HEADER_BYTES + 5);
    message.fill(0, HEADER_BYTES, HEADER_BYTES + 5);
    return writeHeader(message, requestId, OP_MSG);
  }
  const message = encodeDocument(reply, HEADER_BYTES + 20);
  message.fill(0, HEADER_BYTES, HEADER_BYTES + 20);
  message.writeInt32LE(1, HEADER_BYTES + 16);
  return writeHeader(message, requestId, OP_REPLY);
};
