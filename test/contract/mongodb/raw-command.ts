/** One command over a connection of its own, byte by byte: the driver would put its own session into it. */
import { connect } from 'node:net';
import { BSON, type Document } from 'mongodb';

const HEADER_BYTES = 21;
const OP_MSG = 2013;

const messageOf = (command: Document): Buffer => {
  const body = BSON.serialize(command);
  const message = Buffer.alloc(HEADER_BYTES + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(OP_MSG, 12);
  message.set(body, HEADER_BYTES);
  return message;
};

/** `uri` as given by the embedded server. */
export const rawCommand = (uri: string, command: Document): Promise<Document> =>
  new Promise((resolve, reject) => {
    const socket = connect(decodeURIComponent(/mongodb:\/\/([^/]+)\//.exec(uri)![1]!));
    const chunks: Buffer[] = [];
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const received = Buffer.concat(chunks);
      if (received.length < 4 || received.length < received.readInt32LE(0)) return;
      socket.destroy();
      resolve(BSON.deserialize(received.subarray(HEADER_BYTES)));
    });
    socket.write(messageOf(command));
  });
