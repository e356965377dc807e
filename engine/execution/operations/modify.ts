import type { ModifyInstruction } from '../../executor.ts';
import type { Draft } from '../draft.ts';
export const modify = (_draft: Draft, _instructions: readonly ModifyInstruction[]): void => {
  throw new Error('not yet');
};
