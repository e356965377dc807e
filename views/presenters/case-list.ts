/** The list of cases as its template shows it: rows, the filters that hold, and what else could be chosen. */
import {
  caseListItem,
  caseSorts,
  channels,
  customerClasses,
  noDueAt,
  severities,
  type Case,
  type CaseSort,
  type Organisation,
  type RoleHolding,
} from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { remainingText, urgencyOf, type Urgency } from '../remaining.ts';
import type { Translate } from '../texts.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';
import { mayOverride } from './manages.ts';

/** Parameters as the address has them. */
type Selection = Readonly<Record<string, unknown>>;

type Around = {
  readonly organisation: Organisation;
  readonly reader: Reader;
  readonly t: Translate;
  readonly now: Date;
  readonly roles: readonly RoleHolding[];
};

/** What makes a case one a manager looks at, worst first; also the quick filters. */
const conditions = ['overdue', 'soon', 'breached', 'incident', 'unassigned', 'suspended', 'paused'] as const;
export type Condition = (typeof conditions)[number];

export const toneOf: Readonly<Record<Condition, string>> = {
  overdue: 'bad',
  soon: 'warn',
  breached: 'bad',
  incident: 'bad',
  unassigned: 'accent',
  suspended: 'hold',
  paused: 'hold',
};

export const casesHref = (parameters: Selection, path = '/cases'): string => {
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, String(value)]]
        : [],
    ),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
};

type Mark = { readonly label: string; readonly tone: string };

type CaseRow = {
  readonly id: string;
  readonly number: string;
  readonly href: string;
  readonly subject: string;
  readonly urgency: Urgency;
  readonly due: string;
  readonly dueAt?: Date;
  readonly isPaused: boolean;
  readonly stuckSince?: Date;
  readonly isOpen: boolean;
  readonly status: string;
  readonly marks: readonly Mark[];
  readonly tier?: string;
  readonly category: string;
  readonly centre: string;
  readonly assignees: string;
};

export const caseRow = (current: Case, { organisation, reader, t, now }: Omit<Around, 'roles'>): CaseRow => {
  const item = caseListItem(current);
  const { locale } = reader;
  const isOpen = item.status === 'open';
  const isPaused = item.isPaused || item.isSuspended;
  const promised = { isPaused, ...(item.dueAt < noDueAt && { dueAt: item.dueAt }) };
  const holds: Readonly<Record<Condition, boolean>> = {
    overdue: false,
    soon: false,
    breached: item.isBreached,
    incident: item.hasIncident,
    unassigned: isOpen && item.isUnassigned,
    suspended: item.isSuspended,
    paused: item.isPaused,
  };
  return {
    ...promised,
    id: item.id,
    number: item.number,
    href: `/cases/${item.number}`,
    subject: current.contact.subject,
    urgency: isOpen ? urgencyOf(promised, now) : 'none',
    due: isOpen ? remainingText(promised, now, (name, values) => t(`browser.${name}`, values)) : '',
    isOpen,
    status: codeName('caseStatus', item.status, locale),
    marks: conditions
      .filter((condition) => holds[condition])
      .map((condition) => ({ label: t(`caseList.condition.${condition}`), tone: toneOf[condition] })),
    category: codeName('category', item.category, locale),
    centre: centreName(organisation, item.centre, locale),
    assignees: item.assignees.join(', '),
    ...(item.stuckSince < noDueAt && { stuckSince: item.stuckSince }),
    ...(item.tier !== undefined && { tier: codeName('tier', item.tier, locale) }),
  };
};

type Choice = { readonly value: string; readonly label: string; readonly isCurrent: boolean };

const choice = (values: readonly string[], current: unknown, nameOf: (value: string) => string): readonly Choice[] =>
  [...new Set([...values, ...(typeof current === 'string' ? [current] : [])])].map((value) => ({
    value,
    label: nameOf(value),
    isCurrent: value === current,
  }));

const tiers = ['junior', 'senior', 'manager', 'province'];
const categories = ['fault', 'billing', 'service', 'consultation'];

const selectsOf = (
  selection: Selection,
  centres: readonly string[],
  processes: readonly string[],
  { organisation, reader: { locale }, t }: Around,
): readonly { name: string; label: string; any: string; choices: readonly Choice[] }[] => {
  const nodeName = (id: string): string => centreName(organisation, id, locale);
  const branches = [...organisation.values()].filter(
    ({ kind, parentId }) => kind === 'branch' && parentId !== undefined && centres.includes(parentId),
  );
  const lists: [string, readonly Choice[]][] = [
    ['status', choice(['open', 'closed'], selection['status'], (code) => codeName('caseStatus', code, locale))],
    ['tier', choice(tiers, selection['tier'], (code) => codeName('tier', code, locale))],
    ['category', choice(categories, selection['category'], (code) => codeName('category', code, locale))],
    ['severity', choice(severities, selection['severity'], (code) => codeName('severity', code, locale))],
    ['centre', centres.length > 1 ? choice(centres, selection['centre'], nodeName) : []],
    [
      'branch',
      choice(
        branches.map(({ id }) => id),
        selection['branch'],
        nodeName,
      ),
    ],
    ['channel', choice(channels, selection['channel'], (code) => codeName('channel', code, locale))],
    ['customerClass', choice(customerClasses, selection['customerClass'], (code) => codeName('class', code, locale))],
    ['process', choice(processes, selection['process'], (code) => codeName('process', code, locale))],
  ];
  return lists
    .filter(([, choices]) => choices.length > 0)
    .map(([name, choices]) => ({
      name,
      label: t(`caseList.filter.${name}`),
      any: t(`caseList.any.${name}`),
      choices,
    }));
};

/** Filters that came with a link and have no field of their own. */
const linked = [
  'activityId',
  'standsAt',
  'version',
  'assignee',
  'dueBefore',
  'dueAfter',
  'stuckBefore',
  'registeredFrom',
  'registeredTo',
];

const without = (selection: Selection, name: string): Selection =>
  Object.fromEntries(Object.entries(selection).filter(([other]) => other !== name));

export const caseListModel = (
  found: {
    readonly cases: readonly Case[];
    readonly total: number;
    readonly selection: Selection;
    readonly sort: CaseSort;
    readonly processes: readonly string[];
    readonly centres: readonly string[];
    readonly next?: string;
  },
  around: Around,
): Record<string, unknown> => {
  const { cases, total, selection, sort, next } = found;
  const { t, now, roles } = around;
  const current = { ...selection, ...(sort !== 'newest' && { sort }) };
  const centres = new Set(cases.map(({ contact }) => contact.centre));
  return {
    rows: cases.map((one) => caseRow(one, around)),
    now,
    total,
    hasCentres: centres.size > 1,
    mayOverride: mayOverride(roles),
    conditions: conditions.map((name) => ({
      name,
      label: t(`caseList.condition.${name}`),
      isCurrent: selection[name] === true,
      href: casesHref(selection[name] === true ? without(current, name) : { ...current, [name]: true }),
    })),
    selects: selectsOf(selection, found.centres, found.processes, around),
    linked: linked
      .filter((name) => selection[name] !== undefined)
      .map((name) => ({
        label: t(`caseList.filter.${name}`),
        value: String(selection[name]),
        href: casesHref(without(current, name)),
      })),
    kept: Object.entries(selection)
      .filter(([name, value]) => value !== undefined && (linked.includes(name) || typeof value === 'boolean'))
      .map(([name, value]) => ({ name, value: String(value) })),
    sorts: caseSorts.map((value) => ({ value, label: t(`caseList.sort.${value}`), isCurrent: value === sort })),
    isFiltered: Object.values(selection).some((value) => value !== undefined),
    exportHref: casesHref({ ...selection, format: 'csv' }, '/api/v1/cases/export'),
    overrideAllHref: casesHref({ status: 'open', ...selection }, '/overrides'),
    ...(next !== undefined && { nextHref: casesHref({ ...current, after: next }) }),
  };
};
