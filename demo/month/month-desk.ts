/**
 * The desk's records of the month while they come about, in memory as the cases are: people, shifts, rosters, absences and
 * handover logs with every entry of the organisation's journal, handed to the real store at the end.
 */
import {
  isAway,
  type Absence,
  type DeskRecord,
  type DeskStores,
  type Handover,
  type NewOrganisationEntry,
  type OutgoingMessage,
  type People,
  type Records,
  type RosterDay,
  type ShiftPlan,
} from '../../engine/index.ts';

/** Records by the collection they belong into, and the entries in the order they came about. */
export type DeskHistory = {
  readonly records: Readonly<Record<string, readonly DeskRecord[]>>;
  readonly entries: readonly NewOrganisationEntry[];
  readonly messages: readonly OutgoingMessage[];
};

export type MonthDesk = Pick<DeskStores, 'people' | 'organisationJournal' | 'workPlan'> & {
  /** Writes down what people see of the month without having come about by a command. */
  note(...entries: readonly NewOrganisationEntry[]): void;
  send(message: OutgoingMessage): Promise<void>;
  history(): DeskHistory;
};

const recordsOver = <Item extends DeskRecord>(kept: Map<string, Item>, entries: NewOrganisationEntry[]) => {
  const records: Records<Item> = {
    find: async (id) => kept.get(id),
    async save(item, expectedRev, entry) {
      if ((kept.get(item.id)?.rev ?? 0) !== expectedRev) return 'conflict';
      kept.set(item.id, item);
      entries.push(entry);
      return 'committed';
    },
  };
  return records;
};

const latestFirst = (left: Handover, right: Handover): number => right.endsAt.getTime() - left.endsAt.getTime();

export const openMonthDesk = (real: { readonly people: People }): MonthDesk => {
  const entries: NewOrganisationEntry[] = [];
  const messages: OutgoingMessage[] = [];
  const shiftPlans = new Map<string, ShiftPlan>();
  const rosterDays = new Map<string, RosterDay>();
  const absences = new Map<string, Absence>();
  const handovers = new Map<string, Handover>();
  const known = new Map<string, ReturnType<People['find']>>();
  const absencesOf = (isMeant: (absence: Absence) => boolean): Absence[] => [...absences.values()].filter(isMeant);
  return {
    people: {
      ...real.people,
      find(id) {
        const found = known.get(id) ?? real.people.find(id);
        known.set(id, found);
        return found;
      },
    },
    organisationJournal: {
      ofCommand: async (actorId, key) =>
        entries.find(({ actor, commandKey }) => actor.id === actorId && commandKey === key),
      list: async () => [],
    },
    workPlan: {
      shiftPlans: recordsOver(shiftPlans, entries),
      allShiftPlans: async () => [...shiftPlans.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1)),
      rosterDays: recordsOver(rosterDays, entries),
      rosterBetween: async (node, from, to) =>
        [...rosterDays.values()].filter((day) => day.node === node && day.date >= from && day.date <= to),
      absences: recordsOver(absences, entries),
      absencesAt: async (personIds, at) =>
        absencesOf(
          ({ personId, ...absence }) =>
            personIds.includes(personId) && isAway([{ ...absence, personId }], personId, at),
        ),
      absencesWithWork: async (at, limit) =>
        absencesOf(({ handOver, from }) => handOver.status === 'waiting' && from <= at).slice(0, limit),
      listAbsences: async () => [...absences.values()],
      countAbsences: async () => absences.size,
      handovers: recordsOver(handovers, entries),
      handoverBefore: async (node, endsAt) =>
        [...handovers.values()].filter((log) => log.node === node && log.endsAt < endsAt).toSorted(latestFirst)[0],
      listHandovers: async () => [...handovers.values()],
      countHandovers: async () => handovers.size,
    },
    note: (...noted) => void entries.push(...noted),
    async send(message) {
      if (!messages.some(({ id }) => id === message.id)) messages.push(message);
    },
    history: () => ({
      records: {
        shiftPlans: [...shiftPlans.values()],
        rosterDays: [...rosterDays.values()],
        absences: [...absences.values()],
        handovers: [...handovers.values()],
      },
      entries,
      messages,
    }),
  };
};
