/** The board as its template shows it: totals, the same numbers by centre, tier and branch, who waits longest, who has how much. */
import type { Case, CaseCount, HeldTasks, Organisation, Person } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { spanText } from '../remaining.ts';
import type { Translate } from '../texts.ts';
import { caseRow, casesHref, toneOf, type Condition } from './case-list.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';

type Around = {
  readonly organisation: Organisation;
  readonly reader: Reader;
  readonly t: Translate;
  readonly now: Date;
};

const columns = ['overdue', 'soon', 'breached', 'incident', 'unassigned', 'suspended', 'paused'] as const;

type Counts = Readonly<Record<Condition | 'open', number>>;

const none: Counts = { open: 0, overdue: 0, soon: 0, breached: 0, incident: 0, unassigned: 0, suspended: 0, paused: 0 };

const ofOpen = ({ count, overdue, breached, incidents, unassigned, suspended, paused }: CaseCount): Counts => ({
  ...none,
  open: count,
  overdue,
  breached,
  incident: incidents,
  unassigned,
  suspended,
  paused,
});

const plus = (left: Counts, right: Counts): Counts =>
  Object.fromEntries(Object.entries(left).map(([name, count]) => [name, count + right[name as Condition]])) as Counts;

type Grouping = 'centre' | 'branch' | 'tier';
type Counted = { readonly open: readonly CaseCount[]; readonly soon: readonly CaseCount[] };

/** Adds up the groups that share a value; cases without one are left out. */
const groupedBy = ({ open, soon }: Counted, grouping: Grouping | undefined): Map<string, Counts> => {
  const groups = new Map<string, Counts>();
  const add = (found: CaseCount, counts: Counts): void => {
    const value = grouping === undefined ? '' : found.by[grouping];
    if (value !== undefined) groups.set(value, plus(groups.get(value) ?? none, counts));
  };
  for (const found of open) add(found, ofOpen(found));
  for (const found of soon) add(found, { ...none, soon: found.count });
  return groups;
};

type Cell = {
  readonly name: string;
  readonly count: number;
  readonly href: string;
  readonly tone: string;
  readonly label: string;
};

const cellsOf = (counts: Counts, narrowed: Readonly<Record<string, string>>, t: Translate): Cell[] =>
  columns.map((name) => ({
    name,
    count: counts[name],
    href: casesHref({ ...narrowed, status: 'open', [name]: true, ...(name === 'overdue' && { sort: 'due' }) }),
    tone: counts[name] > 0 ? toneOf[name] : 'none',
    label: t(`caseList.condition.${name}`),
  }));

type Row = {
  readonly id: string;
  readonly name: string;
  readonly href?: string;
  readonly open: number;
  readonly openHref: string;
  readonly cells: readonly Cell[];
};

const trouble = ({ overdue, incident, soon }: Counts): number => overdue * 100 + incident * 100 + soon;

const tiers = ['junior', 'senior', 'manager', 'province'];

const rowsOf = (
  counted: Counted,
  grouping: Grouping,
  within: Readonly<Record<string, string>>,
  nameOf: (value: string) => string,
  t: Translate,
  hrefOf?: (value: string) => string,
): Row[] =>
  [...groupedBy(counted, grouping)]
    .toSorted(([left, first], [right, second]) =>
      grouping === 'tier' ? tiers.indexOf(left) - tiers.indexOf(right) : trouble(second) - trouble(first),
    )
    .map(([value, counts]) => {
      const narrowed = { ...within, [grouping]: value };
      return {
        id: `${grouping}-${value}`,
        name: nameOf(value),
        open: counts.open,
        openHref: casesHref({ ...narrowed, status: 'open' }),
        cells: cellsOf(counts, narrowed, t),
        ...(hrefOf && { href: hrefOf(value) }),
      };
    });

type Staff = {
  readonly load: readonly HeldTasks[];
  readonly people: readonly Person[];
  readonly onDuty: readonly string[];
};

/** Everybody who holds something or is on duty, most in hand first. */
const agentsOf = ({ load, people, onDuty }: Staff, centre: string, { reader }: Around) => {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const roles = new Map(people.map(({ id, roles: held }) => [id, held.find(({ node }) => node === centre)?.role]));
  const held = new Map(load.map((one) => [one.userId, one]));
  const most = Math.max(1, ...load.map(({ count }) => count));
  return [...new Set([...load.map(({ userId }) => userId), ...onDuty])].map((id) => {
    const { count, overdue, nextDueAt } = held.get(id) ?? { count: 0, overdue: 0, nextDueAt: undefined };
    const role = roles.get(id);
    return {
      id,
      name: names.get(id) ?? id,
      role: role === undefined ? '' : codeName('role', role, reader.locale),
      isOnDuty: onDuty.includes(id),
      count,
      overdue,
      nextDueAt,
      most,
      href: casesHref({ centre, status: 'open', assignee: id }),
      overdueHref: casesHref({ centre, status: 'open', assignee: id, overdue: true }),
    };
  });
};

export const boardModel = (
  found: Counted & {
    readonly longest: readonly Case[];
    readonly centre?: string;
    /** All this reader sees: there is nothing above to go back to. */
    readonly isWhole: boolean;
    readonly staff?: Staff;
  },
  around: Around,
): Record<string, unknown> => {
  const { organisation, reader, t, now } = around;
  const { centre, staff, longest } = found;
  const within: Record<string, string> = centre === undefined ? {} : { centre };
  const nodeName = (id: string): string => centreName(organisation, id, reader.locale);
  const totals = groupedBy(found, undefined).get('') ?? none;
  return {
    now,
    centre: centre === undefined ? undefined : nodeName(centre),
    isWhole: found.isWhole,
    open: totals.open,
    openHref: casesHref({ ...within, status: 'open' }),
    tiles: cellsOf(totals, within, t),
    columns: columns.map((name) => t(`caseList.condition.${name}`)),
    tables: [
      ...(centre === undefined
        ? [
            {
              id: 'centres',
              title: t('board.byCentre'),
              rows: rowsOf(found, 'centre', within, nodeName, t, (id) => casesHref({ centre: id }, '/board')),
            },
          ]
        : []),
      {
        id: 'tiers',
        title: t('board.byTier'),
        rows: rowsOf(found, 'tier', within, (code) => codeName('tier', code, reader.locale), t),
      },
      { id: 'branches', title: t('board.byBranch'), rows: rowsOf(found, 'branch', within, nodeName, t) },
    ].filter(({ rows }) => rows.length > 0),
    longest: longest
      .map((current) => caseRow(current, around))
      .map((row) => ({
        ...row,
        waits:
          row.stuckSince &&
          spanText(now.getTime() - row.stuckSince.getTime(), (name, values) => t(`browser.${name}`, values)),
      })),
    longestHref: casesHref({ ...within, status: 'open', sort: 'stuck' }),
    ...(staff &&
      centre !== undefined && {
        agents: agentsOf(staff, centre, around),
        staffHref: casesHref({ node: centre }, '/staff'),
      }),
  };
};
