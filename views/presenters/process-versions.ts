/** What the pages about versions of a process show: where cases stand, what differs, what a migration would do. */
import type {
  DefinitionView,
  DryRun,
  ElementCount,
  FileComparison,
  ProposedMigration,
  ThingChange,
} from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import type { Translate } from '../texts.ts';
import { localName } from './local-name.ts';

const labelOf = (id: string, name: string | undefined, locale: Locale): string =>
  name === undefined || name === '' ? id : localName(name, locale);

export type DiagramCount = {
  readonly elementId: string;
  readonly label: string;
  readonly tokens: number;
  readonly incidents: number;
  readonly href: string;
};

/** Counts with names, most first; `hrefOf` leads to the cases behind a number. */
export const diagramCounts = (
  { elements }: Pick<DefinitionView, 'elements'>,
  counts: readonly ElementCount[],
  hrefOf: (elementId: string) => string,
  locale: Locale,
): DiagramCount[] => {
  const names = new Map(elements.map(({ id, name }) => [id, name]));
  return counts
    .map(({ activityId, tokens, incidents }) => ({
      elementId: activityId,
      label: labelOf(activityId, names.get(activityId), locale),
      tokens,
      incidents,
      href: hrefOf(activityId),
    }))
    .toSorted((left, right) => right.tokens - left.tokens);
};

const longest = 200;
const shortened = (value: string | undefined): string =>
  value === undefined ? '–' : value.length > longest ? `${value.slice(0, longest)} …` : value;

const changeRow = ({ kind, elementId, type, name, members }: ThingChange, t: Translate, locale: Locale) => ({
  kind,
  kindText: t(`designer.change.${kind}`),
  elementId,
  label: labelOf(elementId, name, locale),
  type,
  members: members.map(({ member, before, after }) => ({
    member,
    before: shortened(before),
    after: shortened(after),
  })),
});

export const comparisonModel = (files: readonly FileComparison[], t: Translate, locale: Locale) =>
  files.map(({ file, kind, changes, isReadable }) => ({
    file,
    kindText: t(`designer.fileChange.${kind}`),
    isReadable,
    isOnlyDrawing: kind === 'changed' && isReadable && changes.length === 0,
    changes: changes.map((change) => changeRow(change, t, locale)),
  }));

/** Marks for one of the two diagrams: what is only in the other one is not in it. */
export const marksOf = (files: readonly FileComparison[], file: string, side: 'left' | 'right') =>
  files
    .filter((comparison) => comparison.file === file)
    .flatMap(({ changes }) => changes)
    .filter(({ kind }) => kind === 'changed' || kind === (side === 'left' ? 'removed' : 'added'))
    .map(({ elementId, kind }) => ({ elementId, kind }));

/** One line per element that is gone: where its tokens are to go, and what may be chosen. */
export const mappingRows = (
  { proposals, standing }: ProposedMigration,
  newer: DefinitionView,
  chosen: Readonly<Record<string, string | null>>,
  t: Translate,
  locale: Locale,
) =>
  proposals.map(({ elementId, name, type, why, to }) => {
    const selected = elementId in chosen ? chosen[elementId] : to;
    return {
      elementId,
      label: labelOf(elementId, name, locale),
      type,
      tokens: standing.find(({ activityId }) => activityId === elementId)?.tokens ?? 0,
      why: t(`designer.proposal.${why}`),
      options: [
        { value: '', label: t('designer.mapNowhere'), isSelected: selected === undefined },
        { value: '-', label: t('designer.mapCancel'), isSelected: selected === null },
        ...newer.elements
          .filter((element) => element.type === type)
          .map((element) => ({
            value: element.id,
            label: `${labelOf(element.id, element.name, locale)} (${element.id})`,
            isSelected: element.id === selected,
          })),
      ],
    };
  });

export const dryRunModel = ({ total, cases }: DryRun, t: Translate) => {
  const possible = cases.filter(({ outcome }) => outcome === 'possible');
  return {
    total,
    looked: cases.length,
    isPart: cases.length < total,
    possible: possible.length,
    impossible: cases.length - possible.length,
    isAllPossible: possible.length === cases.length,
    cases: cases.map((one) => ({
      caseNumber: one.caseNumber,
      href: `/cases/${one.caseId}`,
      isPossible: one.outcome === 'possible',
      outcomeText: t(`designer.outcome.${one.outcome}`),
      words:
        one.outcome === 'impossible'
          ? one.why
          : one.changes
              .filter(({ kind }) => kind !== 'timerKept')
              .map(({ kind, activityId, to }) => t(`designer.planned.${kind}`, { from: activityId, to: to ?? '' })),
    })),
  };
};
