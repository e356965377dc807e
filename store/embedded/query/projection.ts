/** Projections of `find` and `$project`: inclusion or exclusion, computed fields, `$slice`, `$elemMatch` and the positional `a.$`. */
import { CommandError } from '../command-error.ts';
import { numericValue, rank, rankOf } from '../bson/compare.ts';
import { isDocument, setField, type Document } from '../bson/document.ts';
import { checkExpression, evaluateExpression, type Variables } from '../aggregate/expression.ts';
import { compileFilter, type MatchDetails } from './match.ts';
import { parseFieldConditions } from './parse-conditions.ts';
import { parseFilter } from './parse-filter.ts';

export type Projection = {
  /** Top-level fields needed; undefined when all are. */
  wanted: ReadonlySet<string> | undefined;
  isPositional: boolean;
  apply(document: Document, details?: MatchDetails, variables?: Variables): Document;
};

type ArrayPick = (items: unknown[], details: MatchDetails) => unknown[] | undefined;

type Leaf =
  | { kind: 'include' | 'exclude' }
  | { kind: 'compute'; expression: unknown }
  | { kind: 'pick'; pick: ArrayPick; isInclusive: boolean; ofArraysOnly: boolean };

type Tree = Map<string, Leaf | Tree>;

const slicePick = (operand: unknown): ArrayPick => {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((item) =>
    rankOf(item) === rank.number ? Number(numericValue(item)) : Number.NaN,
  );
  if (numbers.length > 2 || numbers.some((number) => !Number.isInteger(number)))
    throw new CommandError(28667, '$slice takes a number or an array of two numbers');
  const [first = 0, count] = numbers;
  if (count === undefined) return (items) => (first < 0 ? items.slice(first) : items.slice(0, first));
  if (count <= 0) throw new CommandError(28667, 'The second argument of $slice must be positive');
  return (items) => {
    const start = first < 0 ? Math.max(0, items.length + first) : first;
    return items.slice(start, start + count);
  };
};

const elementPick = (operand: unknown): ArrayPick => {
  if (!isDocument(operand)) throw new CommandError(2, '$elemMatch: Invalid argument, object required');
  const first = Object.keys(operand)[0] ?? '';
  const ofValues = first.startsWith('$') && !['$and', '$or', '$nor'].includes(first);
  const matches = ofValues
    ? compileFilter({
        kind: 'and',
        filters: parseFieldConditions(operand, parseFilter).map((condition) => ({
          kind: 'path',
          path: 'item',
          condition,
        })),
      })
    : compileFilter(parseFilter(operand));
  return (items) => {
    const found = items.find((item) => (ofValues ? matches({ item }) : isDocument(item) && matches(item)));
    return found === undefined ? undefined : [found];
  };
};

const positionalPick: ArrayPick = (items, { position }) => {
  if (position === undefined || position >= items.length)
    throw new CommandError(
      51246,
      "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
    );
  return [items[position]];
};

const leafOf = (value: unknown): Leaf => {
  if (isDocument(value)) {
    if (
      '$slice' in value &&
      !(Array.isArray(value['$slice']) && value['$slice'].length === 3) &&
      !mentionsField(value['$slice'])
    )
      return { kind: 'pick', pick: slicePick(value['$slice']), isInclusive: false, ofArraysOnly: false };
    if ('$elemMatch' in value)
      return { kind: 'pick', pick: elementPick(value['$elemMatch']), isInclusive: true, ofArraysOnly: true };
    if ('$meta' in value) throw new CommandError(115, '$meta is not supported.');
  }
  if (typeof value === 'boolean') return { kind: value ? 'include' : 'exclude' };
  if (rankOf(value) === rank.number) return { kind: Number(numericValue(value)) === 0 ? 'exclude' : 'include' };
  checkExpression(value);
  return { kind: 'compute', expression: value };
};

const mentionsField = (operand: unknown): boolean =>
  Array.isArray(operand) && operand.some((item) => typeof item === 'string' || Array.isArray(item));

const isNested = (value: unknown): value is Document =>
  isDocument(value) && !(Object.keys(value)[0]?.startsWith('$') ?? true);

const collision = (path: string): CommandError => new CommandError(31249, `Path collision at ${path}`);

const place = (tree: Tree, parts: readonly string[], leaf: Leaf, path: string): void => {
  const [part, ...rest] = parts;
  const known = tree.get(part!);
  if (rest.length === 0) {
    if (known) throw collision(path);
    tree.set(part!, leaf);
    return;
  }
  if (known && !(known instanceof Map)) throw collision(path);
  const next: Tree = known ?? new Map();
  tree.set(part!, next);
  place(next, rest, leaf, path);
};

type Entry = { path: string; leaf: Leaf };

const entriesOf = (specification: Document, prefix: string): Entry[] =>
  Object.entries(specification).flatMap(([name, value]) => {
    const path = prefix + name;
    if (name === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
    if (name.startsWith('$'))
      throw new CommandError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField. (${path})`,
      );
    if (path.endsWith('.$'))
      return [
        {
          path: path.slice(0, -2),
          leaf: { kind: 'pick', pick: positionalPick, isInclusive: true, ofArraysOnly: false },
        },
      ];
    return isNested(value) ? entriesOf(value, `${path}.`) : [{ path, leaf: leafOf(value) }];
  });

const isInclusion = (entries: readonly Entry[]): boolean => {
  const others = entries.filter(({ path }) => path !== '_id');
  const deciding = others.filter(({ leaf }) => leaf.kind !== 'pick' || leaf.isInclusive);
  const included = deciding.find(({ leaf }) => leaf.kind !== 'exclude');
  const excluded = deciding.find(({ leaf }) => leaf.kind === 'exclude');
  if (included && excluded)
    throw new CommandError(31254, `Cannot do exclusion on field ${excluded.path} in inclusion projection`);
  if (deciding.length > 0) return included !== undefined;
  const id = entries.find(({ path }) => path === '_id');
  return id !== undefined && id.leaf.kind !== 'exclude';
};

const projectArray = (items: unknown[], each: (item: Document) => Document, keepsOthers: boolean): unknown[] =>
  items.flatMap((item): unknown[] => {
    if (isDocument(item)) return [each(item)];
    if (Array.isArray(item)) return [projectArray(item, each, keepsOthers)];
    return keepsOthers ? [item] : [];
  });

const pickedFrom = (leaf: Leaf & { kind: 'pick' }, value: unknown, details: MatchDetails): unknown => {
  if (Array.isArray(value)) return leaf.pick(value, details);
  return leaf.ofArraysOnly ? undefined : value;
};

const projectTree = (tree: Tree, document: Document, isIncluding: boolean, details: MatchDetails): Document => {
  const result: Document = {};
  for (const name of Object.keys(document)) {
    const rule = tree.get(name);
    const value = projectValue(rule, document[name], isIncluding, details);
    if (value !== undefined) setField(result, name, value);
  }
  return result;
};

const projectValue = (
  rule: Leaf | Tree | undefined,
  value: unknown,
  isIncluding: boolean,
  details: MatchDetails,
): unknown => {
  if (rule === undefined) return isIncluding ? undefined : value;
  if (rule instanceof Map) {
    const nested = (item: Document): Document => projectTree(rule, item, isIncluding, details);
    if (isDocument(value)) return nested(value);
    if (Array.isArray(value)) return projectArray(value, nested, !isIncluding);
    return isIncluding ? undefined : value;
  }
  switch (rule.kind) {
    case 'include':
      return value;
    case 'exclude':
    case 'compute':
      return undefined;
    case 'pick':
      return pickedFrom(rule, value, details);
  }
};

const computeInto = (target: Document, parts: readonly string[], value: unknown): Document => {
  const [part, ...rest] = parts;
  const current = Object.hasOwn(target, part!) ? target[part!] : undefined;
  const result = { ...target };
  if (rest.length === 0) {
    if (value !== undefined) setField(result, part!, value);
  } else if (Array.isArray(current))
    setField(
      result,
      part!,
      current.map((item) => (isDocument(item) ? computeInto(item, rest, value) : item)),
    );
  else setField(result, part!, computeInto(isDocument(current) ? current : {}, rest, value));
  return result;
};

const idFirst = (document: Document): Document => {
  if (!('_id' in document) || Object.keys(document)[0] === '_id') return document;
  const { _id, ...rest } = document;
  return { _id, ...rest };
};

export const compileProjection = (specification: unknown): Projection => {
  if (!isDocument(specification)) throw new CommandError(15969, '$project specification must be an object');
  const entries = entriesOf(specification, '');
  if (entries.length === 0) return { wanted: undefined, isPositional: false, apply: (document) => document };
  const including = isInclusion(entries);
  const tree: Tree = new Map();
  for (const { path, leaf } of entries) place(tree, path.split('.'), leaf, path);
  if (including && !tree.has('_id')) tree.set('_id', { kind: 'include' });
  const computed = entries.flatMap(({ path, leaf }) =>
    leaf.kind === 'compute' ? [{ parts: path.split('.'), expression: leaf.expression }] : [],
  );
  return {
    wanted: including && computed.length === 0 ? new Set(tree.keys()) : undefined,
    isPositional: entries.some(({ leaf }) => leaf.kind === 'pick' && leaf.pick === positionalPick),
    apply: (document, details = {}, variables = {}) => {
      const projected = projectTree(tree, document, including, details);
      return idFirst(
        computed.reduce(
          (result, { parts, expression }) =>
            computeInto(result, parts, evaluateExpression(expression, document, variables)),
          projected,
        ),
      );
    },
  };
};
