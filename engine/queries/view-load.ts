import type { Actor } from '../case/actor.ts';
import type { HeldTasks } from '../case/worklist-item.ts';
import { visiblePart } from './list-cases.ts';
import type { ReadContext } from './view-case.ts';

/** Who holds how many open tasks of a centre, or of all centres the actor sees; most first. Refuses with `NOT_ALLOWED`. */
export const viewLoad = (
  { readers, organisation, now }: Pick<ReadContext, 'readers' | 'organisation' | 'now'>,
  actor: Actor,
  centre: string | undefined,
): Promise<readonly HeldTasks[]> => readers.countHeldTasks(visiblePart(organisation, actor, centre).centres, now());
