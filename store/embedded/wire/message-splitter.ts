/** Cuts a byte stream into whole messages; a message that arrives in one piece is not copied. */
import { CommandError } from '../command-error.ts';
import { MAX_MESSAGE_BYTES } from './message.ts';

export type MessageSplitter = (chunk: Buffer) => Buffer[];

export const splitMessages = (): MessageSplitter => {
  let parts: Buffer[] = [];
  let received = 0;

  const gather = (): Buffer => {
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts, received);
    parts = [];
    received = 0;
    return whole;
  };

  const keep = (rest: Buffer): void => {
    if (rest.length > 0) parts.push(rest);
    received += rest.length;
  };

  /** Size of the message that is being gathered, once its first four bytes are here. */
  let expected = 4;

  return (chunk) => {
    keep(chunk);
    const messages: Buffer[] = [];
    while (received >= expected) {
      const bytes = gather();
      const size = bytes.readInt32LE(0);
      if (size < 16 || size > MAX_MESSAGE_BYTES)
        throw new CommandError(17, `A message of ${size} bytes is outside 16 to ${MAX_MESSAGE_BYTES}.`);
      if (bytes.length < size) {
        expected = size;
        keep(bytes);
        break;
      }
      messages.push(bytes.subarray(0, size));
      expected = 4;
      keep(bytes.subarray(size));
    }
    return messages;
  };
};
