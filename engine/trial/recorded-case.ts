/** What people and systems did with a finished case and how long they took, read from its journal: the material of a trial run. */
import type { Contact } from '../case/case.ts';
import type { JournalEntryType } from '../case/journal.ts';
import type { Data } from '../data.ts';
import type { CaseRecord } from '../readers.ts';

/** The entries that tell it. */
export const telling: readonly JournalEntryType[] = [
  'ProcessAdvanced',
  'TaskCreated',
  'TaskCompleted',
  'WorkRequested',
  'WorkCompleted',
];

type Entries = CaseRecord['entries'];

/** Something done, and how long after it could be done. */
export type RecordedAct = { readonly afterMs: number; readonly data: Data };

export type RecordedMessage = { readonly name: string; readonly afterMs: number; readonly data: Data };

export type RecordedCase = {
  readonly number: string;
  readonly contact: Contact;
  readonly registeredAt: Date;
  /** The case file as it was when the process began. */
  readonly startData: Data;
  /** By activity, in order: completed tasks and outside work. */
  readonly acts: ReadonlyMap<string, readonly RecordedAct[]>;
  /** From registration. */
  readonly messages: readonly RecordedMessage[];
};

const changedData = (entries: Entries): Data =>
  Object.fromEntries(
    entries
      .flatMap(({ happened = [] }) => happened)
      .flatMap((happening) =>
        happening.type === 'dataChanged' && happening.scopeId === undefined ? [[happening.name, happening.after]] : [],
      ),
  );

const startDataOf = (entries: Entries): Data => {
  const happened = entries.find(({ type }) => type === 'ProcessAdvanced')?.happened ?? [];
  const begun = happened.findIndex(({ type }) => type === 'entered');
  return Object.fromEntries(
    happened
      .slice(0, begun < 0 ? 0 : begun)
      .flatMap((happening) => (happening.type === 'dataChanged' ? [[happening.name, happening.after]] : [])),
  );
};

const messagesOf = (entries: Entries, since: number): RecordedMessage[] =>
  entries
    .filter(({ command, type }) => command === 'correlateMessage' && type === 'ProcessAdvanced')
    .flatMap((entry) => {
      const caught = entry.happened?.find((happening) => happening.type === 'caught' && happening.kind === 'message');
      if (caught?.type !== 'caught' || caught.ref === undefined) return [];
      return [{ name: caught.ref, afterMs: entry.at.getTime() - since, data: changedData([entry]) }];
    });

export const recordedCase = ({ number, contact, registeredAt, entries }: CaseRecord): RecordedCase => {
  const since = registeredAt.getTime();
  const begunAt = new Map<string, number>();
  const acts = new Map<string, RecordedAct[]>();
  const add = (activityId: string | undefined, id: string | undefined, at: Date, data: Data): void => {
    const begun = id === undefined ? undefined : begunAt.get(id);
    if (activityId === undefined || begun === undefined) return;
    acts.set(activityId, [...(acts.get(activityId) ?? []), { afterMs: at.getTime() - begun, data }]);
  };
  for (const { type, at, taskId, workId, activityId, details, rev } of entries) {
    if (type === 'TaskCreated' && taskId !== undefined) begunAt.set(taskId, at.getTime());
    if (type === 'WorkRequested' && workId !== undefined) begunAt.set(workId, at.getTime());
    if (type === 'TaskCompleted') add(activityId, taskId, at, (details?.['data'] as Data | undefined) ?? {});
    if (type === 'WorkCompleted')
      add(activityId, workId, at, changedData(entries.filter((entry) => entry.rev === rev)));
  }
  return {
    number,
    contact,
    registeredAt,
    startData: startDataOf(entries),
    acts,
    messages: messagesOf(entries, since),
  };
};
