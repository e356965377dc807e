/** What becomes of each run when its execution moves to another version of its process. */
import type { Container, Node, Program } from '../program/node.ts';
import type { Run } from '../state.ts';
import type { MigrationMapping } from '../../migration.ts';
import { isMapped, newIdOf } from './mapping.ts';

export type Fate =
  /** It goes on, in the scope of `parentId`; `opens` are the new sub-processes around it, outermost first. */
  | {
      readonly kind: 'kept';
      readonly run: Run;
      readonly target: Container | Node;
      readonly parentId?: string;
      readonly opens: readonly Node[];
    }
  | { readonly kind: 'cancelled'; readonly run: Run }
  /** A sub-process that is no longer there: what is in it goes on in the scope around it. */
  | { readonly kind: 'dissolved'; readonly run: Run }
  | { readonly kind: 'impossible'; readonly run: Run; readonly why: string };

type Versions = { readonly from: Program; readonly to: Program; readonly mapping: MigrationMapping };

const containerOf = ({ to }: Versions, fate: Fate | undefined): Container | undefined =>
  fate?.kind === 'kept' ? to.containers.get(fate.target.id) : undefined;

/** The sub-processes to open between a container and one inside it, outermost first; `undefined` when it is not inside. */
const pathInto = (versions: Versions, outer: Container, inner: Container): readonly Node[] | undefined => {
  if (outer === inner) return [];
  const node = versions.to.nodes.get(inner.id);
  if (!node || node.loop || node.type === 'eventSubProcess') return undefined;
  const rest = pathInto(versions, outer, node.container);
  return rest && [...rest, node];
};

/** The nearest surviving run around a run that can hold the target, possibly through sub-processes yet to open. */
const place = (
  versions: Versions,
  fates: ReadonlyMap<string, Fate>,
  run: Run,
  target: Node,
): { parentId: string; opens: readonly Node[] } | undefined => {
  for (let around = fates.get(run.in!); around; around = fates.get(around.run.in ?? '')) {
    const container = containerOf(versions, around);
    const opens = container && pathInto(versions, container, target.container);
    if (opens) return { parentId: around.run.id, opens };
  }
  return undefined;
};

const mismatch = (run: Run, old: Node, target: Node): string | undefined => {
  if (old.type !== target.type) return `'${old.id}' is a ${old.type} and '${target.id}' a ${target.type}`;
  const wasLoop = run.index === undefined && !run.loop ? undefined : old.loop?.kind;
  if (wasLoop !== target.loop?.kind)
    return `'${old.id}' and '${target.id}' do not repeat in the same way (${wasLoop ?? 'once'}, ${target.loop?.kind ?? 'once'})`;
  return undefined;
};

const missingFlows = (versions: Versions, run: Run, target: Node): readonly string[] =>
  Object.keys(run.tokens ?? {}).filter(
    (flowId) => flowId !== '' && !target.incoming.some(({ id }) => id === newIdOf(versions.mapping, flowId)),
  );

const keep = (versions: Versions, fates: ReadonlyMap<string, Fate>, run: Run, old: Node, target: Node): Fate => {
  const why = mismatch(run, old, target);
  if (why !== undefined) return { kind: 'impossible', run, why };
  const flows = missingFlows(versions, run, target);
  if (flows.length > 0)
    return {
      kind: 'impossible',
      run,
      why: `tokens wait at '${old.id}' on flows that '${target.id}' does not have: ${flows.join(', ')}`,
    };
  // An instance stays in its body, and a handler being undone where it is.
  if (run.index !== undefined) return { kind: 'kept', run, target, parentId: run.in!, opens: [] };
  const found = place(versions, fates, run, target);
  if (!found)
    return {
      kind: 'impossible',
      run,
      why: `'${target.id}' lies in '${target.container.id}', which is no scope of this token`,
    };
  return { kind: 'kept', run, target, ...found };
};

const fateOf = (versions: Versions, fates: ReadonlyMap<string, Fate>, run: Run): Fate => {
  if (run.in === undefined) return { kind: 'kept', run, target: versions.to.root, opens: [] };
  if (fates.get(run.in)?.kind === 'cancelled') return { kind: 'cancelled', run };
  const newId = newIdOf(versions.mapping, run.node);
  if (newId === null) return { kind: 'cancelled', run };
  const old = versions.from.nodes.get(run.node)!;
  const target = versions.to.nodes.get(newId);
  if (target) return keep(versions, fates, run, old, target);
  if (old.type === 'subProcess' && !old.loop && !isMapped(versions.mapping, old.id)) return { kind: 'dissolved', run };
  return {
    kind: 'impossible',
    run,
    why: `'${old.name ?? old.id}' has a token, and the new version has no element '${newId}'; map it to another one or cancel it`,
  };
};

/** The fate of every run, those around a run before it. */
export const fatesOf = (versions: Versions, runs: readonly Run[]): ReadonlyMap<string, Fate> => {
  const fates = new Map<string, Fate>();
  for (const run of runs) fates.set(run.id, fateOf(versions, fates, run));
  return fates;
};
