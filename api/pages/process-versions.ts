/** Versions of a process: which there are, where their cases stand, and what differs between two. */
import Joi from 'joi';
import {
  authoriseDesign,
  compareVersions,
  countElements,
  listCases,
  listVersions,
  viewDefinition,
  viewDiagram,
  type DeploymentFile,
} from '../../engine/index.ts';
import { localName } from '../../views/presenters/local-name.ts';
import { comparisonModel, diagramCounts, marksOf } from '../../views/presenters/process-versions.ts';
import { keyedTexts } from '../../views/texts.ts';
import { page } from './page.ts';

export const processKey = Joi.string()
  .max(200)
  .pattern(/^[^\s:/]+$/, 'process key')
  .required();
export const processVersion = Joi.number().integer().min(1).required();

/** Versions and cases shown; more are found over the API. */
const shown = 30;

export const processVersionsPage = page<{ key: string }>({
  method: 'get',
  path: '/designer/definitions/:key',
  access: 'signedIn',
  schemas: { params: Joi.object({ key: processKey }) },
  async handle(context, { actor, params: { key }, reader, t }) {
    authoriseDesign(actor);
    const newest = await viewDefinition(context, key);
    const versions = await listVersions(context, key, undefined, shown);
    const rows = await Promise.all(
      versions.map(async (version, index) => {
        const selection = { process: key, version: version.version, status: 'open' as const };
        const { total } = await listCases(context, actor, { ...selection, limit: 1 });
        const older = versions[index + 1];
        return {
          ...version,
          running: total,
          href: `/designer/definitions/${encodeURIComponent(key)}/${version.version}`,
          isNewest: index === 0,
          ...(older && { compareHref: `/designer/compare?left=${older.ref}&right=${version.ref}` }),
          ...(index > 0 &&
            total > 0 && {
              migrateHref: `/designer/migrate/${encodeURIComponent(key)}?from=${version.version}&to=${newest.version}`,
            }),
        };
      }),
    );
    const name = localName(newest.name ?? key, reader.locale);
    return {
      template: 'pages/process-versions',
      title: t('designer.versionsTitle', { name }),
      model: { key, name, versions: rows },
    };
  },
});

type VersionParams = { key: string; version: number };

export const processVersionPage = page<VersionParams, { at?: string }>({
  method: 'get',
  path: '/designer/definitions/:key/:version',
  access: 'signedIn',
  schemas: {
    params: Joi.object({ key: processKey, version: processVersion }),
    query: Joi.object({ at: Joi.string().max(200) }),
  },
  async handle(context, { actor, params: { key, version }, query: { at }, reader }) {
    authoriseDesign(actor);
    const ref = `${key}:${version}`;
    const selection = { process: key, version, status: 'open' as const, ...(at !== undefined && { activityId: at }) };
    const [definition, { xml }, { elements }, standing] = await Promise.all([
      viewDefinition(context, ref),
      viewDiagram(context, ref),
      countElements(context, actor, { ref }),
      listCases(context, actor, { ...selection, limit: shown, sort: 'stuck' }),
    ]);
    const here = `/designer/definitions/${encodeURIComponent(key)}/${version}`;
    const counts = diagramCounts(
      definition,
      elements,
      (id) => `${here}?at=${encodeURIComponent(id)}#cases`,
      reader.locale,
    );
    return {
      template: 'pages/process-version',
      title: `${localName(definition.name ?? key, reader.locale)} ${version}`,
      bundles: ['process-views'],
      model: {
        definition: { ...definition, name: localName(definition.name ?? key, reader.locale) },
        counts,
        at: counts.find(({ elementId }) => elementId === at)?.label ?? at,
        here,
        cases: standing.cases.map(({ id, number, tier, registeredAt }) => ({ id, number, tier, registeredAt })),
        more: standing.total - standing.cases.length,
        diagram: { xml, counts, marks: at === undefined ? [] : [{ elementId: at, kind: 'chosen' }] },
        modelerTexts: keyedTexts(reader.locale, 'modeler'),
      },
    };
  },
});

const side = Joi.string()
  .max(220)
  .pattern(/^(?:design:[\w-]{1,60}|[^\s:/]+(?::[1-9]\d{0,8})?)$/, 'complaint:3 or design:<id>')
  .required();

const isDrawn = ({ name }: DeploymentFile): boolean => name.endsWith('.bpmn');

export const comparePage = page<unknown, { left: string; right: string; file?: string }>({
  method: 'get',
  path: '/designer/compare',
  access: 'signedIn',
  schemas: { query: Joi.object({ left: side, right: side, file: Joi.string().max(200) }) },
  async handle(context, { actor, query, reader, t }) {
    const { left, right, files } = await compareVersions(context, actor, query.left, query.right);
    const drawn = right.files.filter(isDrawn).map(({ name }) => name);
    const file = drawn.find((name) => name === query.file) ?? drawn[0];
    const xmlOf = (given: readonly DeploymentFile[]): string => given.find(({ name }) => name === file)?.content ?? '';
    return {
      template: 'pages/compare-versions',
      title: t('designer.compareTitle', { left: left.label, right: right.label }),
      bundles: ['process-views'],
      model: {
        left: { label: left.label, diagram: { xml: xmlOf(left.files), marks: marksOf(files, file ?? '', 'left') } },
        right: { label: right.label, diagram: { xml: xmlOf(right.files), marks: marksOf(files, file ?? '', 'right') } },
        drawn: drawn.map((name) => ({
          name,
          isCurrent: name === file,
          href: `/designer/compare?${new URLSearchParams({ left: query.left, right: query.right, file: name }).toString()}`,
        })),
        hasSeveral: drawn.length > 1,
        files: comparisonModel(files, t, reader.locale),
        isSame: files.length === 0,
        modelerTexts: keyedTexts(reader.locale, 'modeler'),
      },
    };
  },
});
