/** From one version of a process to another: what differs, and what moving its running cases would do. */
import Joi from 'joi';
import {
  authoriseDesign,
  compareVersions,
  dryRunMigration,
  proposeMigration,
  viewDefinition,
  type DesignContext,
  type MigrationMapping,
} from '../../engine/index.ts';
import { operation, type Operation } from '../operation.ts';
import { definitionRef } from './definitions.ts';

const refParams = Joi.object({ ref: definitionRef.required() });
const versionNumber = Joi.number().integer().min(1).description('Default: the newest version');
const elementId = Joi.string().max(200);

const compareVersionsOperation = operation<{ ref: string }, { with?: string }>({
  method: 'get',
  path: '/definitions/:ref/compare',
  summary: 'What differs between a version and another, or a design, element by element',
  access: 'signedIn',
  schemas: {
    params: refParams,
    query: Joi.object({
      with: Joi.string()
        .max(220)
        .pattern(/^(?:design:[\w-]{1,60}|[^\s:/]+(?::[1-9]\d{0,8})?)$/, 'complaint:3 or design:<id>')
        .description('Default: the newest version of the same process'),
    }),
  },
  async handle(context, { params, query, actor }) {
    const { left, right, files } = await compareVersions(
      context,
      actor,
      params.ref,
      query.with ?? params.ref.split(':')[0]!,
    );
    return { body: { left: left.label, right: right.label, files } };
  },
});

/** The versions a migration leads from and to. */
const wayOf = async (
  context: DesignContext,
  ref: string,
  to: number | undefined,
): Promise<{ key: string; from: number; to: number }> => {
  const { key, version } = await viewDefinition(context, ref);
  return { key, from: version, to: to ?? (await viewDefinition(context, key)).version };
};

const proposeMigrationOperation = operation<{ ref: string }, { to?: number }>({
  method: 'get',
  path: '/definitions/:ref/migration',
  summary: 'A mapping proposed for all running cases of a version, and where they stand',
  access: 'signedIn',
  schemas: { params: refParams, query: Joi.object({ to: versionNumber }) },
  async handle(context, { params, query, actor }) {
    authoriseDesign(actor);
    const { key, from, to } = await wayOf(context, params.ref, query.to);
    return { body: await proposeMigration(context, actor, key, from, to) };
  },
});

type DryRunBody = { to?: number; mapping?: MigrationMapping };

const dryRunMigrationOperation = operation<{ ref: string }, unknown, DryRunBody>({
  method: 'post',
  path: '/definitions/:ref/migration/dry-run',
  summary: 'What migrating the running cases of a version would do to each; changes nothing',
  access: 'signedIn',
  schemas: {
    params: refParams,
    body: Joi.object({
      to: versionNumber,
      mapping: Joi.object({
        elements: Joi.object().pattern(elementId, elementId.allow(null)).max(500),
        restartTimers: Joi.array().items(elementId).max(500),
      }),
    }),
  },
  async handle(context, { params, body: { to: wanted, mapping = {} }, command: { actor, at } }) {
    authoriseDesign(actor);
    const { key, from, to } = await wayOf(context, params.ref, wanted);
    return { body: await dryRunMigration(context, actor, key, { from, to, mapping, at }) };
  },
});

export const versionChangeOperations: readonly Operation[] = [
  compareVersionsOperation,
  dryRunMigrationOperation,
  proposeMigrationOperation,
];
