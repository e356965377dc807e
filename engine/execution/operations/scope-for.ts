/** Finds, or creates, the scope in which an inserted token belongs. */
import { Refusal } from '../../errors.ts';
import { changeRun, nodeOf, type Draft } from '../draft.ts';
import { beginRun } from '../enter.ts';
import type { Container, Node } from '../program/node.ts';
import { openScope } from '../sub-processes/scope.ts';
import { subscribe } from '../subscriptions.ts';
import { applyInputs } from '../variables/mapping.ts';

const openScopes = (draft: Draft, container: Container): readonly string[] =>
  [...draft.runs.values()]
    .filter(({ node, loop, undo }) => node === container.id && !loop && !undo)
    .map(({ id }) => id);

/** A sub-process opened by hand: its border and data as ever, but none of its own start events. */
export const openByHand = (draft: Draft, node: Node, scopeId: string): string => {
  let parentId = scopeId;
  let instance = {};
  if (node.loop) {
    const bodyId = draft.ids();
    beginRun(draft, node, { id: bodyId, in: scopeId });
    const total = node.loop.kind === 'multiInstance' ? { total: 1 } : {};
    changeRun(draft, bodyId, { loop: { ...total, next: 1, active: 1, completed: 0, terminated: 0 } });
    for (const boundary of node.boundaries) subscribe(draft, bodyId, boundary);
    parentId = bodyId;
    instance = { index: 0, data: { loopCounter: 0 } };
  }
  const id = draft.ids();
  beginRun(draft, node, { id, in: parentId, ...instance });
  applyInputs(draft, id, node);
  if (!node.loop) for (const boundary of node.boundaries) subscribe(draft, id, boundary);
  openScope(draft, id, node.inner!);
  return id;
};

/**
 * The open scope of a container, opening it and those around it when none is. `preferred` picks one of several, or the scope
 * in which to open it. Throws `Refusal` when several are open and none is picked.
 */
export const scopeFor = (draft: Draft, container: Container, preferred: string | undefined): string => {
  if (container === draft.program.root) return draft.rootId;
  const open = openScopes(draft, container);
  if (preferred !== undefined && open.includes(preferred)) return preferred;
  const [only, ...more] = open;
  const node = nodeOf(draft, container.id);
  if (only === undefined || (preferred !== undefined && draft.runs.get(preferred)?.node === node.container.id))
    return openByHand(draft, node, scopeFor(draft, node.container, preferred));
  if (more.length > 0)
    throw new Refusal(
      'NOT_SUPPORTED',
      `'${node.name ?? node.id}' is open ${open.length} times; name one as targetScopeId: ${open.join(', ')}.`,
      { scopeIds: open },
    );
  return only;
};
