/** One client connection: its requests are answered one after the other, in order, so a client always reads its own writes. */
import { type Socket } from 'node:net';
import { CommandError, failureReply } from '../command-error.ts';
import { type Document } from '../bson/document.ts';
import { formatReply, parseRequest, requestIdOf, type Request } from './message.ts';
import { splitMessages } from './message-splitter.ts';

const PROTOCOL_ERROR = 17;

export type ConnectionId = number;

/** Resolves with the reply document, for failures too. */
export type Answer = (command: Document, connection: ConnectionId) => Promise<Document> | Document;

export const serveConnection = (socket: Socket, connection: ConnectionId, answer: Answer): void => {
  const split = splitMessages();
  const waiting: Buffer[] = [];
  let isBusy = false;

  const respond = async (request: Request): Promise<void> => {
    const reply = await answer(request.command, connection);
    if (!request.isUnanswered && socket.writable) socket.write(formatReply(request, reply));
  };

  /** A peer that breaks the protocol is cut off; one whose document is malformed is told. */
  const refuse = (message: Buffer, error: unknown): void => {
    const isProtocolError = !(error instanceof CommandError) || error.code === PROTOCOL_ERROR;
    if (isProtocolError || !socket.writable) socket.destroy();
    else socket.write(formatReply({ requestId: requestIdOf(message), isLegacy: false }, failureReply(error)));
  };

  const work = async (): Promise<void> => {
    isBusy = true;
    for (let message = waiting.shift(); message && !socket.destroyed; message = waiting.shift()) {
      try {
        await respond(parseRequest(message));
      } catch (error) {
        refuse(message, error);
      }
    }
    isBusy = false;
  };

  socket.setNoDelay(true);
  socket.on('data', (chunk) => {
    try {
      waiting.push(...split(chunk));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      socket.destroy();
      return;
    }
    if (!isBusy) void work();
  });
  // A client may vanish at any time; what it began is finished, its answer is dropped.
  socket.on('error', () => socket.destroy());
};
