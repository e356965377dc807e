/** Where the server listens: in the data folder, or, since a unix socket's path ends at 108 bytes, in a private folder under the system's. */
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** 104 on macOS, 108 on Linux, with the closing zero byte. */
const MAX_BYTES = 103;

export const socketPathFor = (folder: string): string => {
  const beside = join(folder, 'mongodb.sock');
  if (Buffer.byteLength(beside) <= MAX_BYTES) return beside;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(tmpdir(), `mongodb-${name}`, 's.sock');
};
