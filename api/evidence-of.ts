/** Turns what the engine gathered about a case into what the bundle prints. */
import { readDiagram, type CaseEvidence } from '../engine/index.ts';
import { diagramSvg } from '../views/diagram/diagram-svg.ts';
import type { Evidence, EvidenceDiagram } from '../views/evidence/evidence.ts';
import type { ApiContext } from './operation.ts';

/** Elements the case entered and flows it took in runs of this definition; journals name elements by id. */
const passedIn = ({ entries }: CaseEvidence): Set<string> =>
  new Set(
    entries.flatMap(({ happened = [] }) =>
      happened.flatMap((happening) => {
        if (happening.type === 'entered') return [happening.activityId];
        return happening.type === 'taken' ? [happening.flowId] : [];
      }),
    ),
  );

const diagramsOf = async (context: ApiContext, found: CaseEvidence): Promise<EvidenceDiagram[]> => {
  const passed = passedIn(found);
  const current = new Set(
    found.current.tasks
      .filter(({ status }) => status === 'ready' || status === 'reserved')
      .map(({ activityId }) => activityId),
  );
  return Promise.all(
    found.definitions.map(async ({ definition, version }) => {
      const deployment = await context.readers.deployment(definition.deploymentId);
      const bpmn = deployment?.files.find(({ name }) => name === definition.fileName)?.content ?? '';
      const name = definition.name ?? definition.key;
      const diagram = bpmn === '' ? { shapes: [], edges: [] } : await readDiagram(bpmn);
      return { ref: `${definition.key}:${version}`, name, bpmn, svg: diagramSvg(diagram, name, { passed, current }) };
    }),
  );
};

export const evidenceOf = async (
  context: ApiContext,
  found: CaseEvidence,
  made: Pick<Evidence, 'madeAt' | 'madeBy' | 'locale' | 'timeZone'>,
): Promise<Evidence> => {
  const names = new Map(
    found.definitions.flatMap(({ definition }) =>
      [...definition.elements.values()].map(({ id, name }) => [id, name ?? id] as const),
    ),
  );
  return {
    ...found,
    ...made,
    diagrams: await diagramsOf(context, found),
    files: found.attachments.map(({ id, name, sha256 }) => ({
      id,
      name,
      sha256,
      open: () => context.attachments.read(id),
    })),
    nameOf: (activityId) => names.get(activityId) ?? activityId,
  };
};
