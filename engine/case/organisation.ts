/** The organisation tree: province → centres → branch companies (requirement O1). Data, never code. */
export type OrganisationNode = {
  readonly id: string;
  readonly kind: 'province' | 'centre' | 'branch' | 'department';
  readonly name: { readonly zh: string; readonly en: string };
  readonly parentId?: string;
};

export type Organisation = ReadonlyMap<string, OrganisationNode>;

/** The node itself and everything above it, nearest first. Unknown nodes have no line. */
export const lineOf = (organisation: Organisation, nodeId: string): string[] => {
  const line: string[] = [];
  for (let node = organisation.get(nodeId); node; node = organisation.get(node.parentId ?? '')) line.push(node.id);
  return line;
};

/** Whether `nodeId` is `ancestorId` or lies below it. */
export const isWithin = (organisation: Organisation, nodeId: string, ancestorId: string): boolean =>
  lineOf(organisation, nodeId).includes(ancestorId);

/** The nearest node of a kind at or above a node. */
export const nearestOfKind = (
  organisation: Organisation,
  nodeId: string,
  kind: OrganisationNode['kind'],
): string | undefined => lineOf(organisation, nodeId).find((id) => organisation.get(id)?.kind === kind);

/** Whether this names a branch company or one of its departments. */
export const isBranch = (organisation: Organisation, nodeId: unknown): nodeId is string => {
  const kind = typeof nodeId === 'string' ? organisation.get(nodeId)?.kind : undefined;
  return kind === 'branch' || kind === 'department';
};

/** The branch company beside a centre. */
export const branchOf = (organisation: Organisation, centre: string): string | undefined =>
  [...organisation.values()].find(({ kind, parentId }) => kind === 'branch' && parentId === centre)?.id;
