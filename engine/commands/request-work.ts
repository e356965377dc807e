import type { Data } from '../executor.ts';
import { authoriseRegistration } from '../case/authorisation.ts';
import { initialRetries } from '../case/external-task.ts';
import { requestedWork, type WorkItem } from '../work.ts';
import { present } from '../present.ts';
import type { CommandBase } from './change-case.ts';
import type { WorkContext } from './held-work.ts';

export type RequestWork = Pick<CommandBase, 'actor' | 'at'> & {
  readonly topic: string;
  readonly data: Data;
  /** The same key is requested once per topic and node; later calls get what came of it. */
  readonly key: string;
  /** Whose workers may have it, for instance a centre; the province when absent. */
  readonly node?: string;
  readonly priority?: number;
};

const rootOf = ({ organisation }: WorkContext): string =>
  [...organisation.values()].find(({ parentId }) => parentId === undefined)?.id ?? '';

/**
 * Asks for outside work that belongs to no case, for instance a customer record before there is one. Workers get it by the
 * same fetch and lock; its result is kept on it. A repeat with the same key gives the row as it is by then.
 */
export const requestWork = (
  context: WorkContext,
  { actor, at, topic, data, key, node = rootOf(context), priority }: RequestWork,
): Promise<WorkItem> =>
  context.work.request(
    requestedWork(
      {
        id: `w-${context.newId()}`,
        topic,
        node,
        createdAt: at,
        data,
        key: `${topic}:${node}:${key}`,
        requestedBy: actor.id,
        ...present({ priority }),
      },
      initialRetries,
    ),
  );

/** Asks for work as a person may: for their own part of the organisation. Refuses with `NOT_ALLOWED`. */
export const askForWork = (context: WorkContext, command: RequestWork): Promise<WorkItem> => {
  const node = command.node ?? command.actor.roles[0]?.node ?? rootOf(context);
  authoriseRegistration(command.actor, context.organisation, node);
  return requestWork(context, { ...command, node });
};
