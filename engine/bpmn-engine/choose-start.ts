/** With which start event a run begins. */
import type { Definition } from '../definition.ts';
import { Refusal } from '../errors.ts';

/** The wanted one, else the plain one, else the first; throws `Refusal` when the wanted one is none, or there is none at all. */
export const chooseStart = ({ key, elements, model }: Definition, wanted: string | undefined): string => {
  const starts = [...elements.values()].flatMap(({ id, type, parentId }) =>
    type === 'startEvent' && parentId === key ? [id] : [],
  );
  if (wanted !== undefined && !starts.includes(wanted))
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `'${wanted}' is no start event of process '${key}'; it has ${starts.map((id) => `'${id}'`).join(', ') || 'none'}.`,
      { startEventId: wanted },
    );
  const isPlain = (id: string): boolean =>
    ((model.elementsById[id]?.['eventDefinitions'] as unknown[] | undefined) ?? []).length === 0;
  const chosen = wanted ?? starts.find(isPlain) ?? starts[0];
  if (chosen === undefined)
    throw new Refusal('NOT_SUPPORTED', `Process '${key}' has no start event to begin with.`, { process: key });
  return chosen;
};
