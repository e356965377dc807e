/** A trial run: finished cases happen again on a design and on the version in force, side by side. Nothing is stored. */
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
import { recordedCase, type RecordedCase } from './recorded-case.ts';
import { replayCase } from './replay-case.ts';
import { caseResult, figuresOf, type CaseResult, type TrialFigures } from './tally.ts';
import { trialCases } from './trial-cases.ts';

export type RunTrial = {
  readonly actor: Actor;
  readonly designId: string;
  /** The process that is tried; default: the first of the design. */
  readonly key?: string;
  /** Finished cases, newest first. */
  readonly limit: number;
  /** Called between cases, so that a long trial does not keep everybody else waiting. */
  breathe(): Promise<void>;
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
  readonly current: TrialFigures;
  readonly changed: TrialFigures;
  /** Cases that would go another way, worst first. */
  readonly differences: readonly TrialDifference[];
  readonly differing: number;
};

const differencesShown = 100;
const journalRead = 2000;
const readAtOnce = 16;

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

const readCases = async (context: DesignContext, { actor, limit }: RunTrial, key: string): Promise<RecordedCase[]> => {
  const ids = await context.readers.selectCases(
    { process: key, status: 'closed', ...visiblePart(context.organisation, actor, undefined) },
    limit,
  );
  const recorded: RecordedCase[] = [];
  for (let first = 0; first < ids.length; first += readAtOnce) {
    const read = await Promise.all(
      ids.slice(first, first + readAtOnce).map(async (id) => {
        const [finished, entries] = await Promise.all([
          context.cases.load(id),
          context.readers.journal(id, 0, journalRead),
        ]);
        return finished && finished.runs.length > 0 ? [recordedCase(finished, entries)] : [];
      }),
    );
    recorded.push(...read.flat());
  }
  return recorded;
};

const replayAll = async (
  context: Context,
  deployed: DeployedDefinition,
  cases: readonly RecordedCase[],
  breathe: RunTrial['breathe'],
): Promise<CaseResult[]> => {
  const habits = habitsOf(cases);
  const store = trialCases();
  // Nobody verifies a trial's journal, and its messages go nowhere.
  const trying: Context = { ...context, cases: store, digest: () => 'trial' };
  const results: CaseResult[] = [];
  for (const [turn, recorded] of cases.entries()) {
    const caseId = `trial${turn}`;
    const end = await replayCase({ context: trying, deployed, recorded, habits, turn, caseId });
    results.push(caseResult(end, store.entriesOf(caseId)));
    store.forget(caseId);
    await breathe();
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

/**
 * Replays the last finished cases of a process on a design and, beside it, on the newest deployed version. Refuses with
 * `NOT_ALLOWED`, `DESIGN_NOT_FOUND`, `DEFINITION_REFUSED` (the design has errors), `DEFINITION_NOT_FOUND` (a process never deployed).
 */
export const runTrial = async (context: DesignContext, command: RunTrial): Promise<Trial> => {
  authoriseDesign(command.actor);
  const design = await requireDesign(context.designs, command.actor, command.designId);
  const own = await compileFiles(design.files);
  const key = command.key ?? own.find(({ definition }) => definition.isExecutable)?.definition.key ?? '';
  const tried = own.find(({ definition }) => definition.key === key);
  if (!tried)
    throw new Refusal('DEFINITION_NOT_FOUND', `The design '${design.name}' has no process '${key}'.`, { key });
  const inForce = await requireByRef(context, key);
  const cases = await readCases(context, command, key);
  const current = await replayAll(context, inForce, cases, command.breathe);
  const trying = { ...context, definitions: withDesign(context.definitions, own) };
  const changed = await replayAll(trying, tried, cases, command.breathe);
  const differences = differencesOf(current, changed);
  return {
    key,
    currentRef: `${key}:${inForce.version}`,
    current: figuresOf(current),
    changed: figuresOf(changed),
    differences: differences.slice(0, differencesShown),
    differing: differences.length,
  };
};
