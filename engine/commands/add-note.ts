import { authoriseNote } from '../case/authorisation.ts';
import { record } from '../case/draft.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type AddNote = CaseCommand & { readonly text: string; readonly taskId?: string };

/** Writes a note into the journal of a case, open or closed; whoever handles or audits it may. Refuses with `NOT_ALLOWED`. */
export const addNote = (context: Context, command: AddNote): Promise<Answer> =>
  changeCase(context, 'addNote', command, (draft) => {
    authoriseNote(command.actor, context.organisation, draft.case);
    return record(draft, {
      type: 'NoteAdded',
      details: { text: command.text },
      ...present({ taskId: command.taskId }),
    });
  });
