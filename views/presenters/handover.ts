/** Handover logs from shift to shift as pages show them. */
import {
  covers,
  isForOthers,
  shiftsAround,
  type Handover,
  type Organisation,
  type ShiftPlan,
} from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { centreName } from './centre-name.ts';
import { localName } from './local-name.ts';

type Around = {
  readonly organisation: Organisation;
  readonly reader: Reader;
  readonly t: Translate;
  readonly personOf: (id: string) => string;
};

const shiftName = (plan: ShiftPlan | undefined, id: string, { reader: { locale } }: Around): string => {
  const name = plan?.shifts.find((shift) => shift.id === id)?.name;
  return (locale === 'en' ? name?.en : name?.zh) ?? id;
};

const isTaken = ({ acknowledgedAt }: Handover['items'][number]): boolean => acknowledgedAt !== undefined;

export const handoverLine = (
  handover: Handover,
  plan: ShiftPlan | undefined,
  around: Around,
): Record<string, unknown> => {
  const { organisation, reader, t } = around;
  const waiting = handover.items.filter((item) => !isTaken(item)).length;
  return {
    id: handover.id,
    href: `/handover/${handover.id}`,
    centre: centreName(organisation, handover.node, reader.locale),
    shift: shiftName(plan, handover.shiftId, around),
    date: handover.date,
    startsAt: handover.startsAt,
    endsAt: handover.endsAt,
    givers: handover.givers.map(around.personOf).join(', '),
    isOpen: handover.status === 'open',
    status: t(`handover.status.${handover.status}`),
    hasWaiting: waiting > 0,
    waiting: waiting > 0 ? t('handover.waiting', { count: waiting }) : t('handover.allTaken'),
  };
};

type Item = Handover['items'][number];

/** When an item asks for attention: a hard question at once, a note whenever there is time. */
const pressesAt = ({ dueAt, kind }: Item): number => dueAt?.getTime() ?? (kind === 'hardQuestion' ? 0 : Infinity);

const mostUrgentFirst = (items: readonly Item[]): readonly Item[] =>
  items.toSorted(
    (left, right) =>
      pressesAt(left) - pressesAt(right) ||
      (right.timesCarried ?? 0) - (left.timesCarried ?? 0) ||
      Number(left.id) - Number(right.id),
  );

/** A task is told as its name in both languages, its subject, and the id of whoever holds it. */
const textOf = ({ kind, text }: Item, { reader, personOf }: Around): string => {
  const [name = '', ...rest] = text.split(' · ');
  if (kind !== 'task') return text;
  return [localName(name, reader.locale), ...rest.slice(0, 1), ...rest.slice(1).map(personOf)].join(' · ');
};

export const handoverModel = (
  handover: Handover,
  plan: ShiftPlan | undefined,
  actorId: string,
  around: Around & { readonly now: Date },
): Record<string, unknown> => {
  const { t, now, personOf } = around;
  const isOpen = handover.status === 'open';
  const line = (item: Item): Record<string, unknown> => ({
    id: item.id,
    kind: t(`handover.kind.${item.kind}`),
    isUrgent: item.kind === 'callback' || item.kind === 'hardQuestion',
    text: textOf(item, around),
    caseNumber: item.caseNumber,
    caseHref: item.caseNumber && `/cases/${item.caseNumber}`,
    dueAt: item.dueAt,
    isLate: item.dueAt !== undefined && item.dueAt <= now,
    addedBy: item.addedBy === 'system' ? undefined : personOf(item.addedBy),
    addedAt: item.addedAt,
    carried: item.timesCarried ? t('handover.carried', { count: item.timesCarried }) : undefined,
    taken: item.acknowledgedBy && t('handover.taken', { who: personOf(item.acknowledgedBy) }),
    takenAt: item.acknowledgedAt,
    remark: item.remark,
    mayTake: isOpen && isForOthers(handover, item, actorId),
  });
  const open = handover.items.filter((item) => !isTaken(item));
  return {
    ...handoverLine(handover, plan, around),
    isEmpty: handover.items.length === 0,
    isGiver: isOpen && handover.givers.includes(actorId),
    left: mostUrgentFirst(open).map(line),
    taken: handover.items
      .filter(isTaken)
      .toSorted((left, right) => right.acknowledgedAt!.getTime() - left.acknowledgedAt!.getTime())
      .map(line),
  };
};

/** Everybody a log speaks of, by id. */
export const peopleIn = ({ givers, items }: Handover): string[] => [
  ...givers,
  ...items.flatMap(({ addedBy, acknowledgedBy, kind, text }) => [
    addedBy,
    ...(acknowledgedBy === undefined ? [] : [acknowledgedBy]),
    ...(kind === 'task' ? text.split(' · ').slice(2) : []),
  ]),
];

/** The shifts of a plan to choose from; the one that goes on now is chosen already, with the local date on which it began. */
export const shiftChoices = (
  plan: ShiftPlan | undefined,
  at: Date,
  { locale, timeZone }: Reader,
): Record<string, unknown> => {
  const current = plan && shiftsAround(plan, at).find((shift) => covers(shift, at));
  return {
    shifts: plan?.shifts.map(({ id: value, name, start, end }) => ({
      value,
      label: `${locale === 'en' ? name.en : name.zh} ${start}–${end}`,
      isCurrent: value === current?.shift.id,
    })),
    date: current?.date ?? localDate(at, plan?.timeZone ?? timeZone),
  };
};

/** The local date of a plan's zone, as a date field wants it. */
const localDate = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
