/** The access log as those may read it who answer for it: auditors everywhere they are, administrators, the centre's leaders. */
import type { Actor, RoleName } from '../case/actor.ts';
import { describe } from '../case/authorisation.ts';
import { isWithin, type Organisation } from '../case/organisation.ts';
import { Refusal } from '../errors.ts';
import type { ReadContext } from '../queries/view-case.ts';
import { findSeen } from '../queries/view-case.ts';
import type { Access, AccessFilter } from './access-log.ts';

const readsLog: ReadonlySet<RoleName> = new Set<RoleName>([
  'auditor',
  'administrator',
  'centre-leader',
  'manager-hotline',
  'provincial-hotline',
]);

const centresOf = (actor: Actor, organisation: Organisation): string[] =>
  [...organisation.values()]
    .filter(
      ({ id, kind }) =>
        (kind === 'centre' || kind === 'province') &&
        actor.roles.some(({ role, node }) => readsLog.has(role) && isWithin(organisation, id, node)),
    )
    .map(({ id }) => id);

export type ListAccesses = Omit<AccessFilter, 'centres' | 'caseId'> & {
  /** Only of this case, by id or number. */
  readonly caseId?: string;
};

export type AccessList = { readonly accesses: readonly Access[]; readonly total: number };

/** A page of the access log, newest first, with the count of all. Refuses with `NOT_ALLOWED`, `CASE_NOT_FOUND`. */
export const listAccesses = async (
  context: Pick<ReadContext, 'readers' | 'organisation' | 'accessLog'>,
  actor: Actor,
  { caseId: idOrNumber, ...asked }: ListAccesses,
): Promise<AccessList> => {
  const centres = centresOf(actor, context.organisation);
  const found = idOrNumber === undefined ? undefined : await findSeen(context, actor, idOrNumber);
  if (centres.length === 0 || (found && !centres.includes(found.current.contact.centre)))
    throw new Refusal(
      'NOT_ALLOWED',
      `${actor.id} (${describe(actor)}) may not read the access log${found ? ` of case ${found.current.number}` : ''}; ${[...readsLog].join(', ')} of the centre or above may.`,
    );
  const filter = { ...asked, centres, ...(found && { caseId: found.current.id }) };
  const [accesses, total] = await Promise.all([context.accessLog.list(filter), context.accessLog.count(filter)]);
  return { accesses, total };
};
