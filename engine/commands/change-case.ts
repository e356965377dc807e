/**
 * The straight line every command on an existing case takes: load → decide → commit → answer.
 * A lost race is decided again on the fresh case; a repeated key gets the first answer.
 */
import type { Actor } from '../case/actor.ts';
import { authoriseView } from '../case/authorisation.ts';
import type { Organisation } from '../case/organisation.ts';
import type { Case, Change } from '../case/case.ts';
import { draftOf, sealDraft, type Draft } from '../case/draft.ts';
import { canonicalJson, type JournalEntry } from '../case/journal.ts';
import { entriesAs, sightOf } from '../case/visibility.ts';
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import type { Context } from '../ports.ts';

/** What every command carries: who, when (stamped once at the edge), and how to recognise a repeat. */
export type CommandBase = {
  readonly actor: Actor;
  readonly at: Date;
  /** Idempotency key: the same key on the same case is carried out once. */
  readonly key?: string;
};

export type CaseCommand = CommandBase & {
  readonly caseId: string;
  /** Refuse unless the case still has this revision. */
  readonly expectedRev?: number;
};

/** What deciding a command takes of it; the rest is about finding the case and recognising a repeat. */
export type Decision<Command extends CaseCommand> = Omit<Command, 'caseId' | 'key' | 'expectedRev'>;

/** What a command made true: the journal entries it left, and the revision they belong to. */
export type Answer = {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly rev: number;
  readonly entries: readonly JournalEntry[];
  /** The command was a repeat, or found nothing left to do. */
  readonly isRepeat: boolean;
};

/** How often a command is decided again after losing a race. */
const attempts = 3;

export const answerOf = (current: Pick<Case, 'id' | 'number' | 'rev'>, entries: readonly JournalEntry[]): Answer => ({
  caseId: current.id,
  caseNumber: current.number,
  rev: entries.at(-1)?.rev ?? current.rev,
  entries,
  isRepeat: false,
});

/** The answer with the entries the actor may see, as they may see them. Who saw the case before the command sees its effect. */
export const answerAs = (
  { organisation }: Pick<Context, 'organisation'>,
  actor: Actor,
  current: Case,
  answer: Answer,
): Answer => {
  const seen = sightOf(actor, organisation, current);
  return { ...answer, entries: seen ? entriesAs(seen, answer.entries) : [] };
};

/** The first answer again, when the key was used for the same command; a refusal when it was used for another. */
export const earlierAnswer = (
  current: Case,
  entries: readonly JournalEntry[],
  key: string,
  digest: string,
): Answer | undefined => {
  if (entries.length === 0) return undefined;
  if (entries[0]?.commandDigest !== digest)
    throw new Refusal(
      'IDEMPOTENCY_KEY_REUSED',
      `Key '${key}' was already used on case ${current.number} for '${entries[0]?.command}' with other content; use a new key for a new command.`,
      { key },
    );
  return { ...answerOf(current, entries), isRepeat: true };
};

/** What a repeat of a keyed command must match: the command, its actor and its content, not its moment. */
export const digestOf = (context: Context, name: string, command: CommandBase): string => {
  const { actor, ...content } = command;
  return context.digest(canonicalJson({ ...content, at: undefined, name, actor: actor.id }));
};

export const changeCase = async <Command extends CaseCommand>(
  context: Context,
  name: string,
  command: Command,
  decide: (draft: Draft, command: Command) => Draft | undefined | Promise<Draft | undefined>,
  /** Who may know of the case at all. */
  mayKnow: (actor: Actor, organisation: Organisation, current: Case) => void = authoriseView,
): Promise<Answer> => {
  const keyDigest = command.key === undefined ? undefined : digestOf(context, name, command);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const current = await context.cases.load(command.caseId);
    if (!current)
      throw new Refusal('CASE_NOT_FOUND', `There is no case '${command.caseId}'.`, { caseId: command.caseId });
    mayKnow(command.actor, context.organisation, current);
    if (command.key !== undefined && keyDigest !== undefined) {
      const entries = await context.cases.entriesOfCommand(current.id, command.key);
      const answer = earlierAnswer(current, entries, command.key, keyDigest);
      if (answer) return answerAs(context, command.actor, current, answer);
    }
    if (command.expectedRev !== undefined && command.expectedRev !== current.rev)
      throw new Refusal(
        'VERSION_CONFLICT',
        `Case ${current.number} is at revision ${current.rev}, not ${command.expectedRev}: someone changed it meanwhile. Load it again.`,
        { rev: current.rev, expectedRev: command.expectedRev },
      );
    const draft = await decide(draftOf(current), command);
    if (!draft) return { ...answerOf(current, []), isRepeat: true };
    const change: Change = sealDraft(
      draft,
      { actor: command.actor, at: command.at, command: name, ...present({ key: command.key, keyDigest }) },
      context.digest,
    );
    if ((await context.cases.commit(change, current.rev)) === 'committed')
      return answerAs(context, command.actor, change.next, answerOf(change.next, change.entries));
  }
  throw new Refusal(
    'VERSION_CONFLICT',
    `Case '${command.caseId}' was changed by others ${attempts} times while this command was decided; try again.`,
    { caseId: command.caseId },
  );
};
