import { requireDefinition, requireRun, settleStep } from '../case/advance.ts';
import { authoriseMigration } from '../case/authorisation.ts';
import type { Case, Run } from '../case/case.ts';
import { calendarsOf } from '../case/case-calendars.ts';
import { change, record, type Draft } from '../case/draft.ts';
import { executorOf } from '../case/executor-of.ts';
import { Refusal } from '../errors.ts';
import type { Executor } from '../executor.ts';
import type { MigrationMapping, MigrationPlan } from '../migration.ts';
import type { Context, DeployedDefinition } from '../ports.ts';
import { viewCase, type ReadContext } from '../queries/view-case.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from './change-case.ts';

type Target = {
  /** Default: the case's own run. */
  readonly runId?: string;
  /** Version of the same process to go to; default: the newest. */
  readonly version?: number;
  readonly mapping: MigrationMapping;
};

export type MigrateCase = CaseCommand & Target & { readonly reason: string };

type Migrating = { run: Run; from: DeployedDefinition; to: DeployedDefinition; executor: Required<Executor> };

const prepare = async (context: Context, current: Case, { runId, version }: Target): Promise<Migrating> => {
  const { definitions } = context;
  const run = requireRun(current, runId ?? current.runs[0]!.id);
  const executor = executorOf(context, run.execution);
  if (!executor.migrate || !executor.planMigration)
    throw new Refusal('NOT_SUPPORTED', `The executor '${executor.name}' cannot migrate runs; 'execution' can.`);
  const from = await requireDefinition(context, current, run);
  const { key } = run.definition;
  const to = await (version === undefined ? definitions.latest(key) : definitions.byVersion(key, version));
  if (!to)
    throw new Refusal('DEFINITION_NOT_FOUND', `There is no version ${version ?? ''} of process '${key}'.`, {
      key,
      version,
    });
  return { run, from, to, executor: executor as Required<Executor> };
};

/** What a migration would do and what makes it impossible; changes nothing. Refuses as `migrateCase` does. */
export const planMigration = async (
  context: Context & ReadContext,
  command: Omit<MigrateCase, 'reason'>,
): Promise<MigrationPlan & { readonly toVersion: number; readonly caseNumber: string }> => {
  const current = await viewCase(context, command.actor, command.caseId);
  authoriseMigration(command.actor, context.organisation, current);
  const { run, from, to, executor } = await prepare(context, current, command);
  const plan = executor.planMigration(from.definition, to.definition, run.execution, command.mapping);
  return { ...plan, toVersion: to.version, caseNumber: current.number };
};

export const decideMigration = async (
  context: Context,
  draft: Draft,
  command: Decision<MigrateCase>,
): Promise<Draft> => {
  authoriseMigration(command.actor, context.organisation, draft.case);
  const { run, from, to, executor } = await prepare(context, draft.case, command);
  const { reason, mapping, at } = command;
  const definition = { id: to.definition.id, key: run.definition.key, version: to.version };
  const moved = { ...run, definition };
  const recorded = record(
    change(draft, { runs: draft.case.runs.map((other) => (other.id === run.id ? moved : other)) }),
    { type: 'CaseMigrated', reason, details: { runId: run.id, from: run.definition, to: definition, mapping } },
  );
  return settleStep(
    context,
    recorded,
    moved,
    {
      definition: to.definition,
      stimulus: { type: 'migrate' },
      take: (ids) =>
        executor.migrate(
          from.definition,
          to.definition,
          run.execution,
          mapping,
          at,
          ids,
          calendarsOf(context, draft.case, run.id),
        ),
    },
    at,
  );
};

/** Override: moves a run of the case to another version of its process. Refuses with `NOT_SUPPORTED` what is impossible. */
export const migrateCase = (context: Context, command: MigrateCase): Promise<Answer> =>
  changeCase(context, 'migrateCase', command, (draft) => decideMigration(context, draft, command));
