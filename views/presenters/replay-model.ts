/** The replay of a case: for scripts as data, for everybody else as words beside a picture. */
import type { CaseTrace, ShownEntry } from '../../engine/index.ts';
import { runInView, statesAfter, type ReplayFrame, type RunState } from '../replay/replay-state.ts';
import type { Replay } from '../replay/replay.ts';
import { shortMoment } from '../moments.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import type { ElementNames } from './element-names.ts';
import { actorName, entryTypeName } from './entry-words.ts';
import { localName } from './local-name.ts';
import { replayFrames } from './replay.ts';

const stepLabel = (entry: ShownEntry, names: ElementNames, reader: Reader, t: Translate): string =>
  [
    shortMoment(entry.at, reader.timeZone),
    entryTypeName(entry.type, reader.locale),
    entry.activityId === undefined ? undefined : names.nameOf(entry.activityId),
    actorName(entry.actor, t),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

export const replayOf = (
  { entries, definitions }: Pick<CaseTrace, 'entries' | 'definitions'>,
  names: ElementNames,
  reader: Reader,
  t: Translate,
): Replay => {
  const frames = replayFrames(entries);
  const ids = new Set(
    frames.flatMap(({ events }) => events.flatMap((event) => (event.do === 'enter' ? [event.elementId] : []))),
  );
  return {
    steps: entries.map((entry) => ({ sequence: entry.sequence, label: stepLabel(entry, names, reader, t) })),
    frames,
    definitions: Object.fromEntries(
      definitions.map(({ definition, version }) => [
        definition.id,
        {
          ref: `${definition.key}:${version}`,
          name: localName(definition.name ?? definition.key, reader.locale),
        },
      ]),
    ),
    names: Object.fromEntries(
      [...ids].flatMap((id) => (names.nameOf(id) === undefined ? [] : [[id, names.nameOf(id)!]])),
    ),
  };
};

/** The run to look at after an entry: the one asked for, else the one the newest entry spoke of. */
export const stateInView = (
  frames: readonly ReplayFrame[],
  sequence: number,
  runId: string | undefined,
): RunState | undefined => {
  const inView = runId ?? runInView(frames, sequence);
  return inView === undefined ? undefined : statesAfter(frames, sequence).get(inView);
};
