/** A version of a process with the cases that stand at its elements: on the diagram and, for those who do not see it, in a table. */
import type { DefinitionSummary, DefinitionView, Diagram, ElementCount, Organisation } from '../../engine/index.ts';
import { diagramSvg } from '../diagram/diagram-svg.ts';
import type { ElementMark } from '../diagram/draw-count.ts';
import type { Reader } from '../reader.ts';
import { made } from '../templates.ts';
import type { Translate } from '../texts.ts';
import { casesHref } from './case-list.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';
import { localName } from './local-name.ts';

type Around = { readonly organisation: Organisation; readonly reader: Reader; readonly t: Translate };

export const processesModel = (
  processes: readonly DefinitionSummary[],
  { locale }: Reader,
): Record<string, unknown> => ({
  processes: processes.map(({ key, ref, version, name, deployedAt, deployedBy }) => ({
    name: name === undefined ? codeName('process', key, locale) : localName(name, locale),
    key,
    version,
    href: `/processes/${ref}`,
    deployedAt,
    deployedBy,
  })),
});

type Found = {
  readonly view: DefinitionView;
  readonly ref: string;
  readonly diagram: Diagram;
  readonly elements: readonly ElementCount[];
  readonly versions: readonly DefinitionSummary[];
  readonly centre?: string;
};

export const processModel = (
  { view, ref, diagram, elements, versions, centre }: Found,
  { organisation, reader, t }: Around,
): Record<string, unknown> => {
  const { locale } = reader;
  const names = new Map(view.elements.map(({ id, name }) => [id, localName(name ?? id, locale)]));
  const rows = elements.map(({ activityId, tokens, incidents }) => ({
    name: names.get(activityId) ?? activityId,
    activityId,
    tokens,
    incidents,
    href: casesHref({ centre, standsAt: `${ref}:${activityId}` }),
    incidentsHref: casesHref({ centre, standsAt: `${ref}:${activityId}`, incident: true }),
  }));
  const counts = new Map<string, ElementMark>(
    rows.map(({ activityId, name, tokens, incidents, href }) => [
      activityId,
      { count: tokens, href, label: t('process.standAt', { name, count: tokens }), isBad: incidents > 0 },
    ]),
  );
  const title = view.name === undefined ? codeName('process', view.key, locale) : localName(view.name, locale);
  const none: ReadonlySet<string> = new Set();
  return {
    name: title,
    ref,
    centre: centre === undefined ? undefined : centreName(organisation, centre, locale),
    deployedAt: view.deployedAt,
    deployedBy: view.deployedBy,
    diagram: made(
      diagramSvg(diagram, title, { passed: none, current: none, counts }).replace(/^<\?xml[^>]*\?>\s*/, ''),
    ),
    rows: rows.toSorted((left, right) => right.tokens - left.tokens),
    versions: versions.map(({ ref: other, version, deployedAt }) => ({
      version,
      deployedAt,
      href: `/processes/${other}`,
      isCurrent: other === ref,
    })),
  };
};
