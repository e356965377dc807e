/** Logical sessions: drivers open one per operation. Only retryable writes leave something behind, and it goes with the session. */
import { UUID } from 'bson';
import { type CommandDefinition } from './command.ts';
import { forgetReplies } from './retryable-write.ts';

export const startSession: CommandDefinition = {
  options: [],
  run: () => ({ id: { id: new UUID() }, timeoutMinutes: 30, ok: 1 }),
};

export const endSessions: CommandDefinition = {
  options: [],
  run: ({ commits, store }, { body }) => {
    const sessions = Array.isArray(body['endSessions']) ? body['endSessions'] : [];
    return commits.write(() => {
      forgetReplies(store, sessions);
      return { ok: 1 };
    });
  },
};

export const keepSessions: CommandDefinition = { options: [], run: () => ({ ok: 1 }) };
