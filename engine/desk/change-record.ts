/** The straight line every command on a record of the desk takes: load → decide → commit → answer; as `changeCase` for cases. */
import { canonicalJson } from '../case/journal.ts';
import type { CommandBase } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import type { DeskRecord, OrganisationEntryType, OrganisationJournal, Records } from './desk-record.ts';

export type RecordCommand = CommandBase & {
  /** Refuse unless the record still has this revision. */
  readonly expectedRev?: number;
};

export type RecordAnswer<Item> = {
  readonly record: Item;
  /** The command was a repeat, or found nothing left to do. */
  readonly isRepeat: boolean;
};

/** What a command decided: the record's next content and how the journal calls it; `undefined` when nothing is left to do. */
export type Decision<Item extends DeskRecord> =
  | {
      readonly next: Omit<Item, 'rev'>;
      readonly type: OrganisationEntryType;
      readonly nodes: readonly string[];
      readonly reason?: string;
      /** What changed within a record too large to be written down whole each time. */
      readonly changed?: { readonly before?: unknown; readonly after: unknown };
    }
  | undefined;

type Changing<Item extends DeskRecord> = {
  readonly records: Records<Item>;
  /** Name of the command. */
  readonly name: string;
  /** What kind of record it is, for ids and messages. */
  readonly kind: string;
  readonly id: string;
};

const attempts = 3;

const withoutRev = ({ rev, ...content }: DeskRecord): unknown => content;

const digestOf = (context: Pick<Context, 'digest'>, name: string, { actor, ...content }: CommandBase): string =>
  context.digest(canonicalJson({ ...content, at: undefined, name, actor: actor.id }));

const requireRev = (rev: number, { expectedRev }: RecordCommand, kind: string, id: string): void => {
  if (expectedRev === undefined || expectedRev === rev) return;
  throw new Refusal(
    'VERSION_CONFLICT',
    `The ${kind} '${id}' is at revision ${rev}, not ${expectedRev}: someone changed it meanwhile. Load it again.`,
    { rev, expectedRev },
  );
};

export const changeRecord = async <Item extends DeskRecord>(
  context: Pick<Context, 'digest'> & { readonly organisationJournal: OrganisationJournal },
  { records, name, kind, id }: Changing<Item>,
  command: RecordCommand,
  decide: (current: Item | undefined) => Decision<Item> | Promise<Decision<Item>>,
): Promise<RecordAnswer<Item>> => {
  const { actor, at, key } = command;
  const keyDigest = key === undefined ? undefined : digestOf(context, name, command);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const current = await records.find(id);
    const earlier = key === undefined ? undefined : await context.organisationJournal.ofCommand(actor.id, key);
    if (earlier && earlier.commandDigest !== keyDigest)
      throw new Refusal(
        'IDEMPOTENCY_KEY_REUSED',
        `Key '${key}' was already used for '${earlier.command}' with other content; use a new key for a new command.`,
        { key },
      );
    if (earlier && current) return { record: current, isRepeat: true };
    if (current) requireRev(current.rev, command, kind, id);
    const decision = await decide(current);
    // What must be there says so by itself first; 0 is the revision of what is not.
    if (!current) requireRev(0, command, kind, id);
    if (!decision && current) return { record: current, isRepeat: true };
    if (!decision) throw new Error(`${name} decided nothing about a ${kind} that does not exist.`);
    const rev = (current?.rev ?? 0) + 1;
    // The decision holds every member of the record but its revision.
    const next = { ...decision.next, rev } as unknown as Item;
    const outcome = await records.save(next, current?.rev ?? 0, {
      id: `${kind}:${id}:${rev}`,
      type: decision.type,
      subject: `${kind}:${id}`,
      nodes: decision.nodes,
      at,
      actor: { id: actor.id, kind: actor.kind },
      command: name,
      ...present({ commandKey: key, commandDigest: keyDigest, reason: decision.reason }),
      ...(decision.changed ?? { ...(current && { before: withoutRev(current) }), after: withoutRev(next) }),
    });
    if (outcome === 'committed') return { record: next, isRepeat: false };
  }
  throw new Refusal(
    'VERSION_CONFLICT',
    `The ${kind} '${id}' was changed by others ${attempts} times while this command was decided; try again.`,
    { id },
  );
};
