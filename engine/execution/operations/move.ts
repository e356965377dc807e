/** Takes a token from where it is and puts it before another element. */
import type { ModifyInstruction } from '../../executor.ts';
import { callOff } from '../cancel.ts';
import { type Draft } from '../draft.ts';
import { sendToken } from '../queue.ts';
import type { Node } from '../program/node.ts';
import type { Run } from '../state.ts';
import { requireRun } from '../stimuli/require-run.ts';
import { requireTarget } from './require-target.ts';
import { scopeFor } from './scope-for.ts';

/** Of several open scopes the token stays in the one it is in. */
const ownScope = (draft: Draft, run: Run, target: Node): string | undefined => {
  let scope = draft.runs.get(run.in!);
  while (scope && (scope.node !== target.container.id || scope.loop))
    scope = scope.in === undefined ? undefined : draft.runs.get(scope.in);
  return scope?.id;
};

export const moveToken = (
  draft: Draft,
  { executionId, toActivityId }: ModifyInstruction & { readonly type: 'move' },
): void => {
  const run = requireRun(draft, executionId);
  const target = requireTarget(draft, toActivityId);
  // The new place is made before the old one is left, so that no scope they share is called off in between.
  const scopeId = scopeFor(draft, target.container, ownScope(draft, run, target));
  sendToken(draft, target, scopeId);
  callOff(draft, executionId);
};
