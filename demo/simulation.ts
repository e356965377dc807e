/**
 * A month of work on a clock that jumps from one thing that is due to the next. Everything goes through the commands and the
 * timer sweep of the live service; only the moments they are given come from here.
 */
import {
  claimTask,
  completeTask,
  registerCase,
  Refusal,
  systemActor,
  type Actor,
  type Case,
  type CaseStore,
  type Change,
  type Contact,
  type Context,
  type Data,
  caseIdOf,
} from '../engine/index.ts';
import { sweepTimers, type TimerSource } from '../jobs/sweep-timers.ts';
import { createActQueue, type DueAct, type PlanActs } from './act-queue.ts';
import { chanceOf } from './chance.ts';
import { demoStaff } from './demo-staff.ts';
import type { Diary } from './diary.ts';
import { inParallel } from './in-parallel.ts';
import { planTask } from './plan.ts';

export type Arrival = {
  readonly at: Date;
  readonly definitionKey: string;
  readonly contact: Contact;
  readonly data?: Data;
  /** Who registers it; by default the product itself. */
  readonly actor?: Actor;
};

export type SimulationOptions = {
  readonly context: Context;
  readonly timers: TimerSource & { earliestDueAt(): Promise<Date | undefined> };
  readonly shards: number;
  readonly seed: number;
  readonly from: Date;
  readonly until: Date;
  /** In the order of time. */
  readonly arrivals: readonly Arrival[];
  /** Cases open from an earlier, interrupted run. */
  readonly openCases: AsyncIterable<Case>;
  /** What happens besides arrivals, tasks and timers. */
  readonly diary?: Diary;
  /** What the staff does with a task; by default as the shares of `plan.ts` say. */
  readonly plan?: PlanActs;
  /** Who does it; by default anybody who may. */
  personFor?(act: DueAct, at: Date): Actor;
  /** Sees every change that became true, at the moment of the clock. */
  onCommit?(change: Change): void;
  /** After every tick of the clock. */
  onTick(clockAt: Date, context: Context): Promise<void>;
};

export type SimulationResult = { readonly commands: number; readonly tooLate: number };

/** The simulated sweep looks this often; what is due within one interval is worked on together. */
const tickMs = 5 * 60_000;

const nextTick = (moment: Date): Date => new Date(Math.ceil(moment.getTime() / tickMs) * tickMs);

/** Shows every committed change to an observer. */
const observed = (cases: CaseStore, observe: (change: Change) => void): CaseStore => ({
  ...cases,
  async commit(change, expectedRev, registrationKey) {
    const outcome = await cases.commit(change, expectedRev, registrationKey);
    if (outcome === 'committed') observe(change);
    return outcome;
  },
});

/** Anybody of the staff who is a candidate, drawn from the task alone. */
const anyCandidate = (seed: number, { organisation }: Context): ((act: DueAct) => Actor) => {
  const staff = demoStaff(organisation);
  return ({ candidates, taskId }) => {
    const [role, node] = (candidates[0] ?? '').split('@');
    const people = staff.filter(({ roles }) => roles.some((held) => held.role === role && held.node === node));
    const person = people[Math.floor(chanceOf(`${seed}/${taskId}/person`) * people.length)];
    return person ? { id: person.id, kind: 'user', roles: person.roles } : systemActor;
  };
};

export const simulate = async (options: SimulationOptions): Promise<SimulationResult> => {
  const { seed, until, arrivals, shards, timers, diary } = options;
  const shares: PlanActs = (current, task, occasion) =>
    planTask(seed, current.contact.source?.key ?? current.number, task.activityId, occasion);
  const queue = createActQueue(options.plan ?? shares);
  let commands = 0;
  let tooLate = 0;
  const context: Context = {
    ...options.context,
    cases: observed(options.context.cases, (change) => {
      commands += 1;
      queue.observe(change.next);
      options.onCommit?.(change);
    }),
  };
  for await (const open of options.openCases) queue.observe(open);
  const personFor = options.personFor ?? anyCandidate(seed, context);

  const perform = async (act: DueAct, at: Date): Promise<void> => {
    const command = { actor: personFor(act, at), at, caseId: caseIdOf(act.taskId), taskId: act.taskId };
    try {
      await (act.kind === 'claim'
        ? claimTask(context, command)
        : completeTask(context, { ...command, data: act.data }));
    } catch (error) {
      // The limit came first and took the task away: exactly what happens to people who come too late.
      if (!(error instanceof Refusal)) throw error;
      tooLate += 1;
    }
  };

  const sweep = async (now: Date): Promise<void> => {
    const outcomes = await Promise.all(
      Array.from({ length: shards }, (_, shard) =>
        sweepTimers(context, timers, shard, now, (_caseId, error) => {
          throw error;
        }),
      ),
    );
    if (outcomes.some(({ fired }) => fired > 0)) await sweep(now);
  };

  let arrived = 0;
  for (;;) {
    const timerDueAt = await timers.earliestDueAt();
    const moments = [arrivals[arrived]?.at, queue.nextAt(), timerDueAt, diary?.nextAt()].filter(
      (moment) => moment !== undefined,
    );
    const earliest = moments.toSorted((left, right) => left.getTime() - right.getTime())[0];
    if (!earliest || earliest > until) break;
    const tick = nextTick(earliest < options.from ? options.from : earliest);
    const clockAt = tick > until ? until : tick;
    if (timerDueAt && timerDueAt <= clockAt) await sweep(clockAt);
    // One after the other, so that the same seed gives the same case numbers.
    for (let arrival = arrivals[arrived]; arrival && arrival.at <= clockAt; arrival = arrivals[++arrived]) {
      const { at: _, actor = systemActor, ...contact } = arrival;
      await registerCase(context, { actor, at: clockAt, ...contact });
    }
    for (const deed of diary?.takeDue(clockAt) ?? []) await deed(context, clockAt);
    await inParallel(queue.takeDue(clockAt), async (acts) => {
      for (const act of acts) await perform(act, clockAt);
    });
    await options.onTick(clockAt, context);
  }
  return { commands, tooLate };
};
