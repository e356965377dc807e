/** What two versions of a file are compared by: things with an identity, each with plain members. */

/** An element of a diagram, a rule of a decision table, a component of a form. */
export type ComparedThing = {
  readonly id: string;
  /** Without prefix, first letter small: `userTask`, `decisionRule`, `textfield`. */
  readonly type: string;
  readonly name?: string;
  /** Everything written about it, by path: `timeDuration.body`, `camunda:candidateGroups`. */
  readonly members: ReadonlyMap<string, string>;
};

export type MemberChange = { readonly member: string; readonly before?: string; readonly after?: string };

export type ThingChange = {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly file: string;
  readonly elementId: string;
  readonly type: string;
  readonly name?: string;
  /** What differs; empty for what is only in one version. */
  readonly members: readonly MemberChange[];
};

const changesBetween = (left: ComparedThing, right: ComparedThing): MemberChange[] =>
  [...new Set([...left.members.keys(), ...right.members.keys()])]
    .map((member) => ({ member, before: left.members.get(member), after: right.members.get(member) }))
    .filter(({ before, after }) => before !== after)
    .map(({ member, before, after }) => ({
      member,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    }));

/** What became of each thing, in the order of the newer version, what is gone last. */
export const compareThings = (
  file: string,
  left: readonly ComparedThing[],
  right: readonly ComparedThing[],
): ThingChange[] => {
  const before = new Map(left.map((thing) => [thing.id, thing]));
  const after = new Set(right.map(({ id }) => id));
  const about = ({ id, type, name }: ComparedThing) => ({
    file,
    elementId: id,
    type,
    ...(name !== undefined && { name }),
  });
  const kept = right.flatMap((thing): ThingChange[] => {
    const old = before.get(thing.id);
    if (!old) return [{ kind: 'added', ...about(thing), members: [] }];
    const members = changesBetween(old, thing);
    return members.length === 0 ? [] : [{ kind: 'changed', ...about(thing), members }];
  });
  const gone = left
    .filter(({ id }) => !after.has(id))
    .map((thing): ThingChange => ({ kind: 'removed', ...about(thing), members: [] }));
  return [...kept, ...gone];
};
