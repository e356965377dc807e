/** Adding, changing and deactivating people. An administrator does so for their own part of the organisation. */
import { roleNames, type RoleHolding } from '../case/actor.ts';
import { Refusal } from '../errors.ts';
import { changeRecord, type RecordAnswer, type RecordCommand } from './change-record.ts';
import type { DeskContext } from './desk-context.ts';
import type { Records } from './desk-record.ts';
import { authorisePeople } from './desk-rights.ts';
import type { Person } from './person.ts';

type PeopleContext = Pick<DeskContext, 'people' | 'organisationJournal' | 'organisation' | 'digest'>;

const nodesOf = (roles: readonly RoleHolding[]): string[] => [...new Set(roles.map(({ node }) => node))];

const requireKnown = ({ organisation }: PeopleContext, roles: readonly RoleHolding[]): void => {
  for (const { role, node, topics } of roles) {
    if (!organisation.has(node))
      throw new Refusal(
        'NODE_NOT_FOUND',
        `There is no node '${node}' in the organisation; GET /organisation lists them.`,
        {
          node,
        },
      );
    if (!roleNames.includes(role))
      throw new Refusal('NOT_SUPPORTED', `There is no role '${role}'; the roles are ${roleNames.join(', ')}.`, {
        role,
      });
    if (topics && role !== 'integration-client')
      throw new Refusal('NOT_SUPPORTED', `The role '${role}' has no topics; integration-client has.`, { role, topics });
  }
};

/** The one record to be changed, its password on the way beside it. */
const recordsWith = ({ people }: PeopleContext, passwordHash: string | undefined): Records<Person> => ({
  find: (id) => people.find(id),
  save: (person, expectedRev, entry) => people.save(person, expectedRev, entry, passwordHash),
});

export type AddPerson = RecordCommand & {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly RoleHolding[];
  readonly skills: readonly string[];
  /** Made at the edge; the password itself never gets here. */
  readonly passwordHash: string;
};

const changing = (context: PeopleContext, name: string, id: string, passwordHash?: string) => ({
  records: recordsWith(context, passwordHash),
  name,
  kind: 'person',
  id,
});

/** Refuses with `PERSON_EXISTS`, `NODE_NOT_FOUND`, `NOT_ALLOWED`, `IDEMPOTENCY_KEY_REUSED`. */
export const addPerson = (
  context: PeopleContext,
  { passwordHash, ...command }: AddPerson,
): Promise<RecordAnswer<Person>> =>
  changeRecord(context, changing(context, 'addPerson', command.id, passwordHash), command, (current) => {
    const { actor, id, name, roles, skills } = command;
    requireKnown(context, roles);
    authorisePeople(actor, context.organisation, nodesOf(roles));
    if (current)
      throw new Refusal('PERSON_EXISTS', `There is a person '${id}' already; change them, or choose another id.`, {
        id,
      });
    return { next: { id, name, roles, skills, isActive: true }, type: 'PersonAdded', nodes: nodesOf(roles) };
  });

export type ChangePerson = RecordCommand & {
  readonly id: string;
  readonly name?: string;
  readonly roles?: readonly RoleHolding[];
  readonly skills?: readonly string[];
  readonly isActive?: boolean;
  readonly passwordHash?: string;
  readonly reason?: string;
};

const missing = (id: string): Refusal => new Refusal('PERSON_NOT_FOUND', `There is no person '${id}'.`, { id });

/**
 * Changes what is given. Somebody who is deactivated is signed out within moments.
 * Refuses with `PERSON_NOT_FOUND`, `NODE_NOT_FOUND`, `NOT_ALLOWED`, `VERSION_CONFLICT`.
 */
export const changePerson = (
  context: PeopleContext,
  { passwordHash, ...command }: ChangePerson,
): Promise<RecordAnswer<Person>> =>
  changeRecord(context, changing(context, 'changePerson', command.id, passwordHash), command, (current) => {
    const { actor, id, reason } = command;
    if (!current) throw missing(id);
    const {
      name = current.name,
      roles = current.roles,
      skills = current.skills,
      isActive = current.isActive,
    } = command;
    requireKnown(context, roles);
    const nodes = nodesOf([...current.roles, ...roles]);
    authorisePeople(actor, context.organisation, nodes);
    return {
      next: { id, name, roles, skills, isActive },
      type: current.isActive && !isActive ? 'PersonDeactivated' : 'PersonChanged',
      nodes,
      ...(reason !== undefined && { reason }),
    };
  });
