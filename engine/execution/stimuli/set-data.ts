import type { Stimulus } from '../../executor.ts';
import type { Draft } from '../draft.ts';
import { setLocal } from '../variables/scope.ts';
import { requireRun } from './require-run.ts';

/** Changes the variables of one scope, the root's by default. */
export const setData = (draft: Draft, { data, scopeId }: Stimulus & { readonly type: 'setData' }): void => {
  const runId = scopeId === undefined ? draft.rootId : requireRun(draft, scopeId).id;
  for (const [name, value] of Object.entries(data)) setLocal(draft, runId, name, value);
};
