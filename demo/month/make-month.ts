/** A month of the whole desk's work: everything that comes in, what people do with it, and what happens besides. */
import { caseIdOf, receiveCaseMessage, type Change, type OutgoingMessage } from '../../engine/index.ts';
import { planDemoWork } from '../demo-roster.ts';
import { openDiary } from '../diary.ts';
import { simulate, type Arrival } from '../simulation.ts';
import { contactsOfMonth, type Incoming } from './contacts.ts';
import { noteAbsences, noteHandovers, noteStaff } from './desk-month.ts';
import { callsAboutIncident, noteIncident } from './incident-story.ts';
import { atLocalHour } from './local-time.ts';
import { openMonthCases } from './month-cases.ts';
import { openMonthDesk, type DeskHistory } from './month-desk.ts';
import type { MonthContext } from './month-context.ts';
import { noteDeeds, type DeedTally } from './note-deeds.ts';
import { gatherPeople, type People } from './people.ts';
import { planMonth } from './plan-month.ts';
import { branchTopic, lookUpTopics, serveRound } from './systems.ts';
import { noteBranchSystems } from './branch-systems.ts';

const DAY = 24 * 60 * 60_000;

export type MonthOptions = {
  readonly context: MonthContext;
  readonly seed: number;
  readonly until: Date;
  readonly days: number;
  /** About how many cases. */
  readonly cases: number;
  /** Share of the month that is over, 0 … 1. */
  onProgress(share: number): void;
};

export type MonthResult = {
  /** Every case with all that happened to it. */
  readonly history: readonly Change[];
  readonly desk: DeskHistory;
  readonly commands: number;
  readonly tooLate: number;
  readonly deeds: DeedTally;
};

/** By the agent who took the call; what came in writing by the integration client that received it. */
const registeredBy = ({ at, contact }: Incoming, people: People): Arrival['actor'] & object =>
  ['web', 'forum', 'mail'].includes(contact.channel)
    ? people.byId('integration')
    : people.of(`junior-agent@${contact.centre}`, at, `${contact.customer.phone}/${at.toISOString()}`);

export const makeMonth = async (options: MonthOptions): Promise<MonthResult> => {
  const { seed, until, days, cases } = options;
  const kept = openMonthCases(options.context);
  const from = new Date(until.getTime() - days * DAY);
  let ids = 0;
  const desk = openMonthDesk(options.context);
  const context: MonthContext = {
    ...options.context,
    ...desk,
    cases: kept.cases,
    contacts: kept.contacts,
    work: kept.work,
    deskWork: { ...kept.deskWork, send: desk.send },
    newId: () => options.context.digest(`${seed}/${(ids += 1)}`).slice(0, 16),
  };
  const people = gatherPeople(context.organisation);
  const diary = openDiary();
  const deeds: DeedTally = {};
  const words: OutgoingMessage[] = [];
  let isWorkAsked = false;

  const onCommit = ({ next, entries, messages }: Change): void => {
    words.push(...messages);
    isWorkAsked ||= (next.externalTasks ?? []).some(({ topic }) => topic !== branchTopic);
    if (entries.some(({ type }) => type === 'CaseRegistered'))
      noteDeeds(diary, { seed, context, people, tally: deeds }, next);
  };

  const cut = atLocalHour(new Date(until.getTime() - Math.ceil(days * 0.3) * DAY), 9.5);
  const calls = Math.round(cases / 18);
  const centres = [...context.organisation.values()].filter(({ kind }) => kind === 'centre').map(({ id }) => id);
  const incoming = [
    ...contactsOfMonth({ seed, from, until, cases }, centres),
    ...callsAboutIncident({ seed, at: cut, calls }),
  ].toSorted((left, right) => left.at.getTime() - right.at.getTime());
  noteIncident(diary, { seed, at: cut, calls, people, open: kept.open });
  noteStaff(desk, context.organisation, new Date(from.getTime() - 7 * DAY));
  await planDemoWork(context, new Date(from.getTime() - DAY), days + 7);
  const month = { context, seed, from, until, people };
  noteAbsences(diary, month);
  noteHandovers(diary, month);
  noteBranchSystems(diary, { context, people, from, until, open: kept.open });

  const { commands, tooLate } = await simulate({
    context,
    timers: kept.timers,
    shards: 1,
    seed,
    from,
    until,
    arrivals: incoming.map((one) => ({ ...one, actor: registeredBy(one, people) })),
    openCases: (async function* () {})(),
    diary,
    plan: planMonth(seed),
    personFor({ candidates, taskId }, at) {
      const task = kept.find(caseIdOf(taskId))?.tasks.find(({ id }) => id === taskId);
      return task?.status === 'reserved'
        ? people.byId(task.assignee)
        : people.of(candidates[0] ?? '', at, `${seed}/${taskId}`);
    },
    onCommit,
    async onTick(clockAt, observed) {
      if (isWorkAsked) {
        isWorkAsked = false;
        await serveRound({ ...context, cases: observed.cases }, people, lookUpTopics, clockAt);
      }
      // Word between cases; it may lead to more.
      for (let word = words.shift(); word; word = words.shift()) await receiveCaseMessage(observed, word, clockAt);
      options.onProgress((clockAt.getTime() - from.getTime()) / (until.getTime() - from.getTime()));
    },
  });
  return { history: kept.history(), desk: desk.history(), commands, tooLate, deeds };
};
