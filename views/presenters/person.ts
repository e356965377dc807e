/** A person with the roles they hold, as their page shows and changes them. */
import { roleNames, type Organisation, type Person, type RoleHolding } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';

/** Rows for roles that are added. */
const emptyRows = 2;

export const personModel = (
  person: Person,
  {
    organisation,
    reader,
    roles,
  }: { readonly organisation: Organisation; readonly reader: Reader; readonly roles: readonly RoleHolding[] },
): Record<string, unknown> => {
  const roleName = (role: string): string => codeName('role', role, reader.locale);
  const nodeName = (node: string): string => centreName(organisation, node, reader.locale);
  const home = person.roles[0]?.node ?? '';
  const rows = [...person.roles, ...Array.from({ length: emptyRows }, () => ({ role: '', node: home }))];
  return {
    id: person.id,
    rev: person.rev,
    name: person.name,
    isActive: person.isActive,
    skills: person.skills.join(', '),
    holdings: person.roles.map(({ role, node }) => `${roleName(role)} · ${nodeName(node)}`),
    backHref: `/staff?node=${encodeURIComponent(home)}`,
    mayChange: roles.some(({ role }) => role === 'administrator'),
    rows: rows.map((held, index) => ({
      number: index + 1,
      index,
      roles: roleNames.map((value) => ({ value, label: roleName(value), isCurrent: value === held.role })),
      nodes: [...organisation.keys()].map((value) => ({
        value,
        label: nodeName(value),
        isCurrent: value === held.node,
      })),
    })),
  };
};
