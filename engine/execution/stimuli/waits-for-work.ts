import type { Node } from '../program/node.ts';
import type { Run } from '../state.ts';

/** Whether someone outside is expected to finish this run: a person, a worker, a called process, or the sender of its message. */
export const waitsForWork = (run: Run, node: Node): boolean =>
  !run.incident &&
  !run.loop &&
  (node.type === 'userTask' ||
    node.type === 'callActivity' ||
    node.type === 'receiveTask' ||
    run.attributes?.['topic'] !== undefined);
