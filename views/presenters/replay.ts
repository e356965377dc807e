/** A journal as frames of a replay: what each entry did to which run. */
import type { Happening, ShownEntry } from '../../engine/index.ts';
import type { ReplayEvent, ReplayFrame } from '../replay/replay-state.ts';

type NamedDefinition = { readonly id: string };

const definitionIn = (value: unknown): string | undefined =>
  value !== null && typeof value === 'object' && typeof (value as NamedDefinition).id === 'string'
    ? (value as NamedDefinition).id
    : undefined;

/** The process a case begins with; its run bears this id in every case. */
const rootRunId = 'r1';

/** The run an entry speaks of, told by its task, its details or what it begins. */
export const runIdOf = ({ type, taskId, workId, details = {} }: ShownEntry): string | undefined => {
  if (type === 'CaseRegistered') return rootRunId;
  const { runId } = details;
  if (typeof runId === 'string') return runId;
  return (taskId ?? workId)?.split('.')[1];
};

const eventOf = (happening: Happening): ReplayEvent[] => {
  switch (happening.type) {
    case 'entered':
      return [{ do: 'enter', executionId: happening.executionId, elementId: happening.activityId }];
    case 'left': {
      const { executionId, activityId, outcome } = happening;
      return [{ do: 'leave', executionId, elementId: activityId, isCancelled: outcome === 'cancelled' }];
    }
    case 'taken':
      return [{ do: 'take', elementId: happening.flowId }];
    case 'incidentRaised':
      return [{ do: 'stick', elementId: happening.activityId }];
    case 'incidentResolved':
      return [{ do: 'unstick', elementId: happening.activityId }];
    case 'ended':
      return [{ do: 'end' }];
    case 'thrown':
    case 'caught':
    case 'timerArmed':
    case 'timerFired':
    case 'timerCancelled':
    case 'dataChanged':
      return [];
  }
};

const renamedBy = (mapping: unknown): Readonly<Record<string, string | null>> => {
  const elements = (mapping as { elements?: unknown } | undefined)?.elements;
  return elements !== null && typeof elements === 'object' ? (elements as Record<string, string | null>) : {};
};

const eventsOf = ({ type, details = {}, happened = [] }: ShownEntry): ReplayEvent[] => {
  const begins = type === 'CaseRegistered' || type === 'ProcessCalled' || type === 'ProcessStarted';
  const definitionId = definitionIn(begins ? details['definition'] : details['to']);
  if (definitionId !== undefined && begins) return [{ do: 'begin', definitionId }];
  if (definitionId !== undefined && type === 'CaseMigrated')
    return [{ do: 'migrate', definitionId, renamed: renamedBy(details['mapping']) }];
  return happened.flatMap(eventOf);
};

export const replayFrames = (entries: readonly ShownEntry[]): ReplayFrame[] =>
  entries.flatMap((entry) => {
    const runId = runIdOf(entry);
    return runId === undefined ? [] : [{ sequence: entry.sequence, runId, events: eventsOf(entry) }];
  });
