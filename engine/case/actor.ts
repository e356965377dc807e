/** Who does something: a person with roles held at nodes of the organisation, or the product itself. */
export const roleNames = [
  'junior-agent',
  'senior-agent',
  'manager-hotline',
  'quality-inspector',
  'knowledge-manager',
  'statistician',
  'satisfaction-surveyor',
  'branch-handler',
  'centre-leader',
  'provincial-hotline',
  'service-supervisor',
  'provincial-knowledge-manager',
  'provincial-statistician',
  'process-designer',
  'auditor',
  'administrator',
  'integration-client',
] as const;

export type RoleName = (typeof roleNames)[number];

/** A role is held at a node of the organisation tree and reaches everything below it (requirements O2, O3). */
export type RoleHolding = {
  readonly role: RoleName;
  readonly node: string;
  /** Of an integration client: the only topics it may serve; absent for all. */
  readonly topics?: readonly string[];
};

export type Actor = {
  /** User id for people; `timer` or `system` for the product's own acts. */
  readonly id: string;
  readonly kind: 'user' | 'timer' | 'system';
  readonly roles: readonly RoleHolding[];
};

/** The actor behind every timer that fires. */
export const timerActor: Actor = { id: 'timer', kind: 'timer', roles: [] };

/** The actor behind what the product does on its own, such as deploying the shipped processes. */
export const systemActor: Actor = { id: 'system', kind: 'system', roles: [] };
