/** What moving all running cases of one version to another would do, before anybody does it. */
import type { Actor } from '../case/actor.ts';
import type { ElementCount } from '../case-list/case-filter.ts';
import { planMigration } from '../commands/migrate-case.ts';
import { proposeMapping, type ProposedMapping } from '../design/migration/propose-mapping.ts';
import { Refusal } from '../errors.ts';
import type { MigrationMapping, MigrationPlan } from '../migration.ts';
import type { Context } from '../ports.ts';
import { countElements } from './count-cases.ts';
import { visiblePart } from './list-cases.ts';
import type { ReadContext } from './view-case.ts';
import { requireByRef } from './view-definition.ts';

type Planning = Context & ReadContext;

export type ProposedMigration = ProposedMapping & {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** Where tokens stand in the older version, over the cases the actor sees. */
  readonly standing: readonly ElementCount[];
};

/** A mapping for all cases of a version, proposed from both diagrams. Refuses with `DEFINITION_NOT_FOUND`. */
export const proposeMigration = async (
  context: Planning,
  actor: Actor,
  key: string,
  from: number,
  to: number,
): Promise<ProposedMigration> => {
  const [older, newer] = await Promise.all([
    requireByRef(context, `${key}:${from}`),
    requireByRef(context, `${key}:${to}`),
  ]);
  const { elements: standing } = await countElements(context, actor, { ref: `${key}:${from}` });
  return { key, from, to, standing, ...proposeMapping(older.definition, newer.definition) };
};

export type DryRunCase = { readonly caseId: string; readonly caseNumber: string } & (
  | { readonly outcome: 'possible'; readonly changes: MigrationPlan['changes'] }
  | { readonly outcome: 'impossible'; readonly why: readonly string[] }
);

export type DryRun = {
  /** All running cases of the older version the actor sees. */
  readonly total: number;
  /** Looked at, oldest first. */
  readonly cases: readonly DryRunCase[];
};

/** Cases a dry run looks at; more would keep the asker waiting. */
const mostLooked = 500;

/** Plans the migration of the real cases, one by one, without changing any. Refuses with `DEFINITION_NOT_FOUND`, `NOT_ALLOWED`. */
export const dryRunMigration = async (
  context: Planning,
  actor: Actor,
  key: string,
  { from, to, mapping, at }: { from: number; to: number; mapping: MigrationMapping; at: Date },
): Promise<DryRun> => {
  await requireByRef(context, `${key}:${to}`);
  const ids = await context.readers.selectCases(
    { process: key, version: from, status: 'open', ...visiblePart(context.organisation, actor, undefined) },
    100_000,
  );
  const cases: DryRunCase[] = [];
  for (const caseId of ids.slice(0, mostLooked))
    try {
      const command = { actor, at, caseId, version: to, mapping };
      const { changes, impossible, caseNumber } = await planMigration(context, command);
      cases.push(
        impossible.length === 0
          ? { caseId, caseNumber, outcome: 'possible', changes }
          : { caseId, caseNumber, outcome: 'impossible', why: impossible.map(({ why }) => why) },
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      cases.push({ caseId, caseNumber: caseId, outcome: 'impossible', why: [error.message] });
    }
  return { total: ids.length, cases };
};
