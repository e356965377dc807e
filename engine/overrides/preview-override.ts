import type { Actor } from '../case/actor.ts';
import { draftOf } from '../case/draft.ts';
import { caseAs, entryIsSeen } from '../case/visibility.ts';
import type { Context } from '../ports.ts';
import { loadSeen } from '../queries/view-case.ts';
import { decideOverride, undoOf } from './apply-override.ts';
import { effectOf, type Effect } from './effect.ts';
import { wordsOf, type Words } from './effect-words.ts';
import type { OverrideRequest } from './overrides.ts';

export type PreviewOverride = {
  readonly actor: Actor;
  readonly at: Date;
  readonly caseId: string;
  /** What the journal would say; it changes nothing about the effect. */
  readonly reason?: string;
  readonly request: OverrideRequest;
};

export type OverridePreview = {
  readonly caseId: string;
  readonly caseNumber: string;
  /** The effect holds for this revision; send it as `If-Match` to get exactly this. */
  readonly rev: number;
  readonly effect: Effect;
  readonly words: Words;
  /** Whether something takes it back once it is done. */
  readonly hasUndo: boolean;
};

/**
 * What an override would do now, decided by the override itself and then thrown away; shown as far as the actor sees the case.
 * Refuses as the override does.
 */
export const previewOverride = async (context: Context, preview: PreviewOverride): Promise<OverridePreview> => {
  const { actor, at, caseId, reason = 'preview', request } = preview;
  const { current, seen } = await loadSeen(context, actor, caseId);
  const next = (await decideOverride(context, draftOf(current), { actor, at, reason, request })) ?? draftOf(current);
  const effect = seen.mask(
    await effectOf(context, caseAs(seen, current), caseAs(seen, next.case), next.entries.filter(entryIsSeen(seen))),
  );
  return {
    caseId: current.id,
    caseNumber: current.number,
    rev: current.rev,
    effect,
    words: wordsOf(effect),
    hasUndo: (await undoOf(context, current, next.case, request)) !== undefined,
  };
};
