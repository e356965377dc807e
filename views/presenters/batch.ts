/** Overrides on many cases as their pages show them: the form, the preview in counts, progress and results. */
import {
  itemStatuses,
  pauseReasons,
  roleNames,
  type BatchItem,
  type BatchItemStatus,
  type BatchPreview,
  type BatchView,
  type WholeBatchView,
  type OverrideAction,
  type OverrideRequest,
  type Person,
} from '../../engine/index.ts';
import { casesHref } from './case-list.ts';
import { fieldsAround, menuOf, readable, type OverrideAround } from './override.ts';
import { fieldsOf, type Choices } from './override-fields.ts';

export type BatchCases =
  | { readonly caseIds: readonly string[] }
  | { readonly filter: Readonly<Record<string, unknown>> & { readonly centre?: string } };

/** As it stands in an address, and in the hidden field of a form. */
const queryOf = (cases: BatchCases): string =>
  'caseIds' in cases
    ? new URLSearchParams(cases.caseIds.map((id): [string, string] => ['caseId', id])).toString()
    : (casesHref(cases.filter, '').split('?')[1] ?? '');

/** Without a case at hand only what holds for all of them can be chosen. */
const choices: Choices = { candidateGroups: roleNames, pauseReasons };

type FormFound = {
  readonly cases: BatchCases;
  readonly people: readonly Person[];
  readonly chosen?: OverrideAction;
  readonly preview?: BatchPreview & { readonly request: OverrideRequest; readonly reason: string };
};

const previewModel = (
  preview: NonNullable<FormFound['preview']>,
  query: string,
  around: OverrideAround,
): Record<string, unknown> => {
  const { reader, t } = around;
  const { request, reason, total, looked, possible, unchanged, tasks, messages } = preview;
  return {
    request: JSON.stringify(request),
    reason,
    possible,
    isPossible: possible > 0,
    lines: [
      t('batch.possible', { count: possible }),
      ...(unchanged > 0 ? [t('batch.unchanged', { count: unchanged })] : []),
      t('batch.tasks', { ...tasks }),
      ...(messages > 0 ? [t('batch.messages', { count: messages })] : []),
      ...(looked < total ? [t('batch.looked', { looked, total })] : []),
    ],
    refused: preview.refused.map(({ count, example }) => ({ count, example: readable(example, around) })),
    examples: preview.examples.map(({ caseNumber, words }) => ({
      caseNumber,
      words: words[reader.locale].map((sentence) => readable(sentence, around)),
    })),
    confirm: t('batch.confirm', { action: t(`override.action.${request.action}`), count: total }),
    backHref: `/overrides?${query}&action=${request.action}`,
  };
};

export const batchFormModel = (
  { cases, people, chosen, preview }: FormFound,
  around: OverrideAround,
): Record<string, unknown> => {
  const { t } = around;
  const query = queryOf(cases);
  return {
    cases: query,
    what: 'caseIds' in cases ? t('batch.chosen', { count: cases.caseIds.length }) : t('batch.filtered'),
    casesHref: 'caseIds' in cases ? '/cases' : `/cases?${query}`,
    menu: menuOf(
      (action) => `/overrides?${query}&action=${action}#chosen`,
      chosen,
      () => ({ isPossible: true }),
      t,
    ),
    ...(chosen !== undefined && {
      chosen: { action: chosen, label: t(`override.action.${chosen}`), about: t(`override.about.${chosen}`) },
    }),
    ...(chosen !== undefined &&
      !preview && { form: { fields: fieldsOf(chosen, choices, fieldsAround(people, around)) } }),
    ...(preview && { preview: previewModel(preview, query, around) }),
  };
};

const tones: Readonly<Record<BatchItemStatus, string>> = {
  waiting: '',
  done: 'good',
  unchanged: '',
  refused: 'bad',
  failed: 'bad',
  skipped: 'hold',
};

const isUnderway = ({ status }: BatchView): boolean => status === 'running' || status === 'stopping';

const lineOf = (batch: BatchView, { t }: OverrideAround) => {
  const { id, request, reason, startedAt, startedBy, status, total, counts } = batch;
  return {
    id,
    href: `/overrides/${id}`,
    action: t(batch.undoes !== undefined ? 'batch.undoOf' : batch.isDryRun ? 'batch.triedOf' : 'batch.action', {
      action: t(`override.action.${request.action}`),
    }),
    reason,
    startedAt,
    startedBy,
    status: t(`batch.status.${status}`),
    isUnderway: isUnderway(batch),
    total,
    settled: total - counts.waiting,
    done: counts.done,
    notDone: counts.refused + counts.failed,
  };
};

export const batchesModel = (batches: readonly BatchView[], around: OverrideAround): Record<string, unknown> => ({
  batches: batches.map((batch) => lineOf(batch, around)),
});

/** What takes an override of many back, case by case. */
const opposite: Readonly<Partial<Record<OverrideAction, OverrideAction>>> = {
  suspend: 'resume',
  resume: 'suspend',
  escalate: 'sendBack',
  sendBack: 'escalate',
  pauseClock: 'resumeClock',
  resumeClock: 'pauseClock',
  reassign: 'reassign',
  claimFor: 'reassign',
  delegate: 'reassign',
  setPriority: 'setPriority',
};

export const batchModel = (
  found: {
    readonly batch: WholeBatchView;
    readonly results: readonly Omit<BatchItem, 'undo'>[];
    readonly status?: BatchItemStatus;
    readonly next?: number;
  },
  around: OverrideAround,
): Record<string, unknown> => {
  const { batch, results, status, next } = found;
  const { t } = around;
  const href = `/overrides/${batch.id}`;
  const back = opposite[batch.request.action];
  return {
    batch: lineOf(batch, around),
    endedAt: batch.endedAt,
    undoable: isUnderway(batch) ? 0 : batch.undoable,
    isFinal: !isUnderway(batch) && !batch.isDryRun && batch.counts.done > 0 && batch.undoable === 0,
    undoesHref: batch.undoes === undefined ? undefined : `/overrides/${batch.undoes}`,
    isStopping: batch.status === 'stopping',
    tabs: [
      { label: t('batch.item.any'), count: batch.total, href, isCurrent: status === undefined },
      ...itemStatuses
        .filter((one) => batch.counts[one] > 0)
        .map((one) => ({
          label: t(`batch.item.${one}`),
          count: batch.counts[one],
          href: `${href}?status=${one}`,
          isCurrent: status === one,
        })),
    ],
    results: results.map(({ sequence, caseId, caseNumber, status: became, message }) => ({
      sequence,
      number: caseNumber ?? caseId,
      href: `/cases/${caseNumber ?? caseId}`,
      status: t(`batch.item.${became}`),
      tone: tones[became],
      message: message === undefined ? undefined : readable(message, around),
      ...(became === 'done' &&
        back && {
          undoHref: `/cases/${caseNumber ?? caseId}/override?action=${back}#chosen`,
          undo: t('batch.takeBack', { action: t(`override.action.${back}`) }),
        }),
    })),
    ...(next !== undefined && { nextHref: `${href}?after=${next}${status === undefined ? '' : `&status=${status}`}` }),
  };
};
