/** A manager's interventions on tokens, all or nothing: any one that is refused leaves everything as it was. */
import type { ModifyInstruction } from '../../executor.ts';
import { callOff } from '../cancel.ts';
import type { Draft } from '../draft.ts';
import { requireRun } from '../stimuli/require-run.ts';
import { insertAfter, insertBefore, insertOnFlow } from './insert.ts';
import { moveToken } from './move.ts';
import { repeatElement } from './repeat.ts';
import { skipElement } from './skip.ts';

const apply = (draft: Draft, instruction: ModifyInstruction): void => {
  switch (instruction.type) {
    case 'cancel':
      return callOff(draft, requireRun(draft, instruction.executionId).id);
    case 'insertBefore':
      return insertBefore(draft, instruction);
    case 'insertAfter':
      return insertAfter(draft, instruction);
    case 'insertOnFlow':
      return insertOnFlow(draft, instruction);
    case 'move':
      return moveToken(draft, instruction);
    case 'skip':
      return skipElement(draft, instruction);
    case 'repeat':
      return repeatElement(draft, instruction);
  }
};

export const modify = (draft: Draft, instructions: readonly ModifyInstruction[]): void => {
  for (const instruction of instructions) apply(draft, instruction);
};
