/** Recording and ending absences. Handing over the work of somebody who is away is done in the background, task by task. */
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import type { Absence } from './absence.ts';
import { changeRecord, type RecordAnswer, type RecordCommand } from './change-record.ts';
import type { DeskContext } from './desk-context.ts';
import { authoriseAbsence } from './desk-rights.ts';
import type { Person } from './person.ts';

export type AbsenceContext = Pick<
  DeskContext,
  'people' | 'workPlan' | 'organisationJournal' | 'organisation' | 'digest'
>;

export type RecordAbsence = RecordCommand & {
  /** A fresh id. */
  readonly id: string;
  readonly personId: string;
  readonly from: Date;
  readonly until?: Date;
  readonly reason?: string;
  readonly deputyId?: string;
  /** Whether everything the person holds goes to the deputy, or back to its candidates, when the absence begins. */
  readonly handOver: boolean;
};

const requirePerson = async ({ people }: AbsenceContext, id: string): Promise<Person> => {
  const person = await people.find(id);
  if (person?.isActive) return person;
  throw new Refusal('PERSON_NOT_FOUND', `There is nobody '${id}' who works here.`, { personId: id });
};

const requireDeputy = async (
  context: AbsenceContext,
  person: Person,
  { deputyId, from }: RecordAbsence,
): Promise<void> => {
  if (deputyId === undefined) return;
  const deputy = await requirePerson(context, deputyId);
  const shares = deputy.roles.some(({ node }) => person.roles.some((held) => held.node === node));
  const away = await context.workPlan.absencesAt([deputyId], from);
  if (deputyId !== person.id && shares && away.length === 0) return;
  throw new Refusal(
    'NOT_SUPPORTED',
    `'${deputyId}' cannot stand in for '${person.id}': a deputy is somebody else of the same node who is not away then.`,
    { deputyId },
  );
};

/**
 * Somebody will be away: they themselves or a leader of their node says so.
 * Refuses with `PERSON_NOT_FOUND`, `NOT_ALLOWED`, `NOT_SUPPORTED` (the period, the deputy).
 */
export const recordAbsence = (context: AbsenceContext, command: RecordAbsence): Promise<RecordAnswer<Absence>> => {
  const { id: fresh, ...content } = command;
  // A repeat of a keyed command must find the record of the first: its id follows from the key.
  const id = command.key === undefined ? fresh : context.digest(`${command.actor.id}:${command.key}`).slice(0, 16);
  const changing = { records: context.workPlan.absences, name: 'recordAbsence', kind: 'absence', id };
  return changeRecord(context, changing, content, async () => {
    const { actor, personId, from, until, reason, deputyId, handOver } = command;
    const person = await requirePerson(context, personId);
    const nodes = person.roles.map(({ node }) => node);
    authoriseAbsence(actor, context.organisation, person.id, nodes);
    if (until !== undefined && until <= from)
      throw new Refusal('NOT_SUPPORTED', 'The absence ends before it begins; "until" must lie behind "from".', {
        from,
        until,
      });
    await requireDeputy(context, person, command);
    return {
      next: {
        id,
        personId,
        nodes,
        from,
        recordedBy: actor.id,
        handOver: { status: handOver ? 'waiting' : 'none', tasks: [] },
        ...present({ until, reason, deputyId }),
      },
      type: 'AbsenceRecorded',
      nodes,
      ...present({ reason }),
    };
  });
};

export type EndAbsence = RecordCommand & { readonly id: string };

/** Somebody is back before their time, or stays after all. Ending it again changes nothing. Refuses with `ABSENCE_NOT_FOUND`, `NOT_ALLOWED`. */
export const endAbsence = (context: AbsenceContext, command: EndAbsence): Promise<RecordAnswer<Absence>> => {
  const changing = { records: context.workPlan.absences, name: 'endAbsence', kind: 'absence', id: command.id };
  return changeRecord(context, changing, command, (current) => {
    if (!current)
      throw new Refusal('ABSENCE_NOT_FOUND', `There is no absence '${command.id}'.`, { absenceId: command.id });
    authoriseAbsence(command.actor, context.organisation, current.personId, current.nodes);
    if (current.endedAt) return undefined;
    const { rev, ...content } = current;
    const handOver = { ...content.handOver, status: content.handOver.status === 'none' ? 'none' : 'done' } as const;
    return { next: { ...content, endedAt: command.at, handOver }, type: 'AbsenceEnded', nodes: current.nodes };
  });
};
