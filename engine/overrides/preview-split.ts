import { authoriseRegistration } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import { draftRegistration } from '../commands/register-case.ts';
import { registrationOf, type SplitCase } from '../links/split-case.ts';
import type { Context } from '../ports.ts';
import { effectOf, type Effect } from './effect.ts';
import { wordsOf, type Words } from './effect-words.ts';

export type SplitPreview = {
  /** The new case: what opens in it, by when. */
  readonly effect: Effect;
  readonly words: Words;
};

/** Stands for what only a registration gives. */
const unregistered = { id: 'new', number: 'C-' } as const;

/** What splitting would make, decided by the registration itself and then thrown away. Refuses as `splitCase` does. */
export const previewSplit = async (context: Context, command: SplitCase): Promise<SplitPreview> => {
  const registration = await registrationOf(context, command);
  authoriseRegistration(command.actor, context.organisation, registration.contact.centre);
  const draft = await draftRegistration(context, registration, async () => unregistered);
  const before: Case = { ...draft.case, runs: [], tasks: [], timers: [], links: [], incidents: [] };
  const effect = await effectOf(context, before, draft.case, draft.entries);
  return { effect, words: wordsOf(effect) };
};
