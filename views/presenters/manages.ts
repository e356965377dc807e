import type { RoleHolding, RoleName } from '../../engine/index.ts';

/** Roles whose pages offer overrides. A hint only: whether one is carried out is decided by the engine. */
export const managers: readonly RoleName[] = [
  'manager-hotline',
  'centre-leader',
  'provincial-hotline',
  'service-supervisor',
  'administrator',
];

const overriders: ReadonlySet<RoleName> = new Set<RoleName>(['manager-hotline', 'provincial-hotline', 'administrator']);

export const mayOverride = (roles: readonly RoleHolding[]): boolean => roles.some(({ role }) => overriders.has(role));

const handlers: ReadonlySet<RoleName> = new Set<RoleName>([...overriders, 'junior-agent', 'senior-agent']);

/** Whoever works on cases links them. */
export const mayHandle = (roles: readonly RoleHolding[]): boolean => roles.some(({ role }) => handlers.has(role));

/** Merging is for those who answer for what becomes of a case. */
export const mayJoin = (roles: readonly RoleHolding[]): boolean =>
  roles.some(({ role }) => role === 'senior-agent' || overriders.has(role));
