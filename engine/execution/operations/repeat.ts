/** Cancels the run of an element and begins the same element afresh. */
import { Refusal } from '../../errors.ts';
import type { Data, ModifyInstruction } from '../../executor.ts';
import { cancelRun } from '../cancel.ts';
import { nodeOf, type Draft } from '../draft.ts';
import { beginRun, enterNode, startWork } from '../enter.ts';
import type { Node } from '../program/node.ts';
import type { Run } from '../state.ts';
import { requireRun } from '../stimuli/require-run.ts';

/** What an instance was given when it began: its counter and its item. */
const instanceData = ({ data }: Run, { loop }: Node): Data => {
  const item = loop?.kind === 'multiInstance' ? loop.item : undefined;
  return Object.fromEntries(Object.entries(data ?? {}).filter(([name]) => name === 'loopCounter' || name === item));
};

export const repeatElement = (draft: Draft, { executionId }: ModifyInstruction & { readonly type: 'repeat' }): void => {
  const run = requireRun(draft, executionId);
  const node = nodeOf(draft, run.node);
  if (run.tokens)
    throw new Refusal(
      'NOT_SUPPORTED',
      `'${node.name ?? node.id}' waits for more tokens and has done nothing to repeat.`,
    );
  cancelRun(draft, executionId);
  if (run.index === undefined) {
    enterNode(draft, node, run.in!, run.for === undefined ? {} : { for: run.for });
    return;
  }
  const id = draft.ids();
  beginRun(draft, node, { id, in: run.in!, index: run.index, data: instanceData(run, node) });
  startWork(draft, id);
};
