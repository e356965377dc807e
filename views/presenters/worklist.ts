/** The worklist as its template shows it: rows with their urgency, tabs, chips and saved filters. */
import {
  noDueAt,
  type CalendarBook,
  worklistStates,
  type Organisation,
  type SavedFilter,
  type WorklistItem,
  type WorklistQuery,
} from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { remainingText, urgencyOf, type Urgency } from '../remaining.ts';
import type { Translate } from '../texts.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';
import { dueHint, leftOver, spansOf } from './working-time.ts';
import { localName } from './local-name.ts';

export type TaskRow = {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly caseNumber: string;
  readonly caseHref: string;
  readonly subject: string;
  readonly category: string;
  readonly severity: string;
  readonly isSevere: boolean;
  readonly tier?: string;
  readonly centre: string;
  readonly dueAt?: Date;
  readonly remindAt?: Date;
  readonly urgency: Urgency;
  readonly due: string;
  readonly isPaused: boolean;
  readonly leftMs?: number;
  readonly calendarId?: string;
  readonly dueHint?: string;
  readonly isMine: boolean;
  readonly createdAt: Date;
};

const rowOf =
  (organisation: Organisation, calendars: CalendarBook, reader: Reader, t: Translate, now: Date) =>
  (item: WorklistItem): TaskRow => {
    const { locale } = reader;
    const isPaused = item.slaState === 'paused';
    const dueAt = item.dueAt < noDueAt ? item.dueAt : undefined;
    const { calendarName, ...left } = leftOver(calendars, item.calendarId, now, dueAt, locale);
    const hint = dueHint(dueAt, calendarName, reader, t);
    const promised = {
      isPaused,
      ...left,
      ...(dueAt && { dueAt }),
      ...(item.remindAt && { remindAt: item.remindAt }),
    };
    return {
      ...promised,
      id: item.id,
      href: `/tasks/${item.id}`,
      name: localName(item.name ?? item.activityId, locale),
      caseNumber: item.caseNumber,
      caseHref: `/cases/${item.caseNumber}`,
      subject: item.subject,
      category: codeName('category', item.category, locale),
      severity: codeName('severity', item.severity, locale),
      isSevere: item.severity === 'high',
      centre: centreName(organisation, item.centre, locale),
      urgency: urgencyOf(promised, now),
      due: remainingText(promised, now, (name, values) => t(`browser.${name}`, values)),
      isMine: item.status === 'reserved',
      createdAt: item.createdAt,
      ...(hint !== undefined && { dueHint: hint }),
      ...(item.tier !== undefined && { tier: codeName('tier', item.tier, locale) }),
    };
  };

const parametersOf = (query: Partial<WorklistQuery>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Record<string, string>;

/** The address of a view of the worklist. */
export const worklistHref = (query: Partial<WorklistQuery>, after?: string): string => {
  const parameters = new URLSearchParams({ ...parametersOf(query), ...(after !== undefined && { after }) });
  return `/worklist?${parameters.toString()}`;
};

const isSameQuery = (left: Partial<WorklistQuery>, right: Partial<WorklistQuery>): boolean => {
  const [first, second] = [parametersOf(left), parametersOf(right)];
  return [...new Set([...Object.keys(first), ...Object.keys(second)])].every((name) => first[name] === second[name]);
};

type View = { readonly key: string; readonly label: string; readonly href: string; readonly isCurrent: boolean };

/** What of the worklist can be seen with one click, in order; `key` names its count. */
const viewsOf = (query: WorklistQuery, t: Translate): { scopes: View[]; states: View[] } => ({
  scopes: (['all', 'mine', 'group'] as const).map((scope) => ({
    key: `scope:${scope}`,
    label: t(`worklist.scope.${scope}`),
    href: worklistHref({ ...query, scope }),
    isCurrent: query.scope === scope,
  })),
  states: [undefined, ...worklistStates].map((state) => {
    const { state: _, ...rest } = query;
    return {
      key: `state:${state ?? 'any'}`,
      label: t(`worklist.state.${state ?? 'any'}`),
      href: worklistHref(state === undefined ? rest : { ...rest, state }),
      isCurrent: query.state === state,
    };
  }),
});

/** The queries behind the views, by the key of their count. */
export const countedQueries = (query: WorklistQuery, filters: readonly SavedFilter[]): [string, WorklistQuery][] => [
  ...(['all', 'mine', 'group'] as const).map((scope): [string, WorklistQuery] => [
    `scope:${scope}`,
    { ...query, scope },
  ]),
  ...worklistStates.map((state): [string, WorklistQuery] => [`state:${state}`, { ...query, state }]),
  ...filters.map((filter): [string, WorklistQuery] => [`filter:${filter.id}`, filter.query]),
];

type Choice = { readonly value: string; readonly label: string; readonly isCurrent: boolean };

const choices = (values: readonly string[], current: string | undefined, nameOf: (value: string) => string): Choice[] =>
  [...new Set([...values, ...(current === undefined ? [] : [current])])]
    .toSorted()
    .map((value) => ({ value, label: nameOf(value), isCurrent: value === current }));

export const worklistModel = (
  {
    items,
    filters,
    query,
    next,
  }: {
    readonly items: readonly WorklistItem[];
    readonly filters: readonly SavedFilter[];
    readonly query: WorklistQuery;
    readonly next?: string;
  },
  {
    organisation,
    calendars,
    reader,
    t,
    now,
    userId,
  }: {
    readonly organisation: Organisation;
    readonly calendars: CalendarBook;
    readonly reader: Reader;
    readonly t: Translate;
    readonly now: Date;
    readonly userId: string;
  },
): Record<string, unknown> => {
  const { locale } = reader;
  const here = worklistHref(query);
  const rows = items.map(rowOf(organisation, calendars, reader, t, now)).map((row) => ({
    ...row,
    ...(row.isMine && { delegateHref: `/delegate?${new URLSearchParams({ taskId: row.id, next: here }).toString()}` }),
  }));
  const centres = [...new Set(items.map(({ centre }) => centre))];
  return {
    rows,
    now,
    spans: spansOf(
      calendars,
      rows.map(({ calendarId }) => calendarId),
      now,
    ),
    ...viewsOf(query, t),
    query,
    // A page of one centre need not name it in every row.
    hasCentres: centres.length > 1 || query.centre !== undefined,
    filters: filters.map((filter) => ({
      id: filter.id,
      key: `filter:${filter.id}`,
      label: filter.name,
      href: worklistHref(filter.query),
      isShared: filter.sharedWith.length > 0,
      isOwn: filter.ownerId === userId,
      isCurrent: isSameQuery(filter.query, query),
    })),
    isFiltered: Object.keys(parametersOf(query)).length > 1,
    clearHref: worklistHref({ scope: query.scope }),
    categories: choices(
      items.map(({ category }) => category),
      query.category,
      (code) => codeName('category', code, locale),
    ),
    severities: choices(['low', 'normal', 'high'], query.severity, (code) => codeName('severity', code, locale)),
    tiers: choices(
      items.flatMap(({ tier }) => tier ?? []),
      query.tier,
      (code) => codeName('tier', code, locale),
    ),
    centres: choices(centres, query.centre, (id) => centreName(organisation, id, locale)),
    ...(next !== undefined && { nextHref: worklistHref(query, next) }),
  };
};
