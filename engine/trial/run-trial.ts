/** A trial run: finished cases happen again on a design and on the version in force, side by side. Nothing is stored. */
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Actor } from '../case/actor.ts';
import { authoriseDesign } from '../case/authorisation.ts';
import type { DeploymentFile, Problem } from '../definition.ts';
import type { DesignContext } from '../design/design-context.ts';
import { requireDesign } from '../design/require-design.ts';
import { Refusal } from '../errors.ts';
import { compileDefinition } from '../model/compile-definition.ts';
import type { Context, DeployedDefinition, DefinitionStore } from '../ports.ts';
import { visiblePart } from '../queries/list-cases.ts';
import { requireByRef } from '../queries/view-definition.ts';
import { habitsOf } from './habits.ts';
import { recordedCase, telling, type RecordedCase } from './recorded-case.ts';
import { rememberDefinitions } from './remember-definitions.ts';
import { replayCase } from './replay-case.ts';
import { caseResult, figuresOf, type CaseResult, type TrialFigures } from './tally.ts';
import { withCalendars } from './with-calendars.ts';

export type RunTrial = {
  readonly actor: Actor;
  readonly designId: string;
  /** The process that is tried; default: the first of the design. */
  readonly key?: string;
  /** Finished cases, newest first. */
  readonly limit: number;
  /** Working calendars as they would be, changed ones and new ones, by which the design counts. */
  readonly calendars?: readonly WorkingCalendar[];
  /** Called between cases, so that a long trial does not keep everybody else waiting, with the share that is done, 0 to 1. */
  breathe(share: number): Promise<void>;
};

export type TrialDifference = {
  readonly number: string;
  readonly current: Omit<CaseResult, 'work'>;
  readonly changed: Omit<CaseResult, 'work'>;
};

export type Trial = {
  readonly key: string;
  /** The version in force, as `<key>:<version>`. */
  readonly currentRef: string;
  /** Ids of the calendars that were tried. */
  readonly calendars: readonly string[];
  /** Of the activities where cases stand, by id; as the model names them. */
  readonly names: Readonly<Record<string, string>>;
  readonly current: TrialFigures;
  readonly changed: TrialFigures;
  /** Cases that would go another way, worst first. */
  readonly differences: readonly TrialDifference[];
  readonly differing: number;
};

const differencesShown = 100;
const readAtOnce = 8;

/** The version a definition of a design has while it is tried. */
const trialVersion = 0;

const compileFiles = async (files: readonly DeploymentFile[]): Promise<readonly DeployedDefinition[]> => {
  const { definitions, problems } = await compileDefinition({ id: 'trial', files });
  const errors = problems.filter(({ severity }: Problem) => severity === 'error');
  if (errors.length > 0)
    throw new Refusal(
      'DEFINITION_REFUSED',
      `The design has ${errors.length} error(s) and cannot be tried: ${errors[0]!.message}`,
      { problems },
    );
  return definitions.map((definition) => ({ definition, version: trialVersion }));
};

/** The store's definitions, with those of a design in front. */
const withDesign = (definitions: DefinitionStore, own: readonly DeployedDefinition[]): DefinitionStore => {
  const byKey = (key: string) => own.find(({ definition }) => definition.key === key);
  return {
    ...definitions,
    byId: async (id) => own.find(({ definition }) => definition.id === id) ?? definitions.byId(id),
    latest: async (key) => byKey(key) ?? definitions.latest(key),
    ofDeployment: async (id) => (id === 'trial' ? own : definitions.ofDeployment(id)),
  };
};

const readCases = async (
  context: DesignContext,
  { actor, limit }: RunTrial,
  key: string,
  done: (share: number) => Promise<void>,
): Promise<RecordedCase[]> => {
  const ids = await context.readers.selectCases(
    { process: key, status: 'closed', ...visiblePart(context.organisation, actor, undefined) },
    limit,
  );
  const recorded: RecordedCase[] = [];
  for (let first = 0; first < ids.length; first += readAtOnce) {
    const records = await context.readers.caseRecords(ids.slice(first, first + readAtOnce), telling);
    for (const record of records) {
      recorded.push(recordedCase(record));
      await done(recorded.length / ids.length);
    }
  }
  return recorded;
};

const replayAll = async (
  context: Context,
  deployed: DeployedDefinition,
  cases: readonly RecordedCase[],
  done: (count: number) => Promise<void>,
): Promise<CaseResult[]> => {
  const habits = habitsOf(cases);
  const results: CaseResult[] = [];
  for (const [turn, recorded] of cases.entries()) {
    results.push(caseResult(await replayCase({ context, deployed, recorded, habits, turn })));
    await done(turn + 1);
  }
  return results;
};

const isOther = (left: CaseResult, right: CaseResult): boolean =>
  left.isClosed !== right.isClosed ||
  left.breaches !== right.breaches ||
  left.escalations !== right.escalations ||
  left.hasIncident !== right.hasIncident ||
  left.standsAt.join() !== right.standsAt.join() ||
  Math.abs((left.hours ?? 0) - (right.hours ?? 0)) > 0.01;

const differencesOf = (current: readonly CaseResult[], changed: readonly CaseResult[]): TrialDifference[] =>
  current
    .flatMap((left, index) => {
      const right = changed[index]!;
      const { work: _left, ...before } = left;
      const { work: _right, ...after } = right;
      return isOther(left, right) ? [{ number: left.number, current: before, changed: after }] : [];
    })
    .toSorted(
      (left, right) =>
        right.changed.breaches - right.current.breaches - (left.changed.breaches - left.current.breaches) ||
        Number(left.changed.isClosed) - Number(right.changed.isClosed),
    );

const namesOf = (
  definitions: readonly DeployedDefinition[],
  results: readonly CaseResult[],
): Record<string, string> => {
  const standing = new Set(results.flatMap(({ standsAt }) => standsAt));
  return Object.fromEntries(
    definitions.flatMap(({ definition }) =>
      [...standing].flatMap((id) => {
        const name = definition.elements.get(id)?.name;
        return name === undefined ? [] : [[id, name]];
      }),
    ),
  );
};

/** What of a trial's time goes by until all cases are read, and until they have happened again once. */
const shares = { read: 0.2, current: 0.6 };

/**
 * Replays the last finished cases of a process on a design and, beside it, on the newest deployed version, each by its own
 * calendars. Refuses with `NOT_ALLOWED`, `DESIGN_NOT_FOUND`, `DEFINITION_REFUSED` (the design has errors),
 * `DEFINITION_NOT_FOUND` (a process never deployed), `INVALID_CALENDAR`.
 */
export const runTrial = async (context: DesignContext, command: RunTrial): Promise<Trial> => {
  authoriseDesign(command.actor);
  const { designId, breathe, calendars = [] } = command;
  const design = await requireDesign(context.designs, command.actor, designId);
  const own = await compileFiles(design.files);
  const key = command.key ?? own.find(({ definition }) => definition.isExecutable)?.definition.key ?? '';
  const tried = own.find(({ definition }) => definition.key === key);
  if (!tried)
    throw new Refusal('DEFINITION_NOT_FOUND', `The design '${design.name}' has no process '${key}'.`, { key });
  const changedCalendars = withCalendars(context, calendars);
  const definitions = rememberDefinitions(context.definitions);
  const inForce = await requireByRef({ ...context, definitions }, key);
  const cases = await readCases(context, command, key, (share) => breathe(share * shares.read));
  const part =
    (from: number, to: number) =>
    (count: number): Promise<void> =>
      breathe(from + ((to - from) * count) / cases.length);
  const current = await replayAll({ ...context, definitions }, inForce, cases, part(shares.read, shares.current));
  const trying = { ...context, definitions: withDesign(definitions, own), calendars: changedCalendars };
  const changed = await replayAll(trying, tried, cases, part(shares.current, 1));
  const differences = differencesOf(current, changed);
  return {
    key,
    currentRef: `${key}:${inForce.version}`,
    calendars: calendars.map(({ id }) => id),
    names: namesOf([inForce, ...own], [...current, ...changed]),
    current: figuresOf(current),
    changed: figuresOf(changed),
    differences: differences.slice(0, differencesShown),
    differing: differences.length,
  };
};
