/** An update document, checked once and then applied to any number of documents. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { type Matcher } from '../query/match.ts';
import { bit, inc, mul } from './arithmetic.ts';
import { addToSet, push } from './array-addition.ts';
import { pop, pull, pullAll } from './array-removal.ts';
import { currentDate, max, min, set } from './assignment.ts';
import { UNCHANGED, type FieldUpdate, type UpdateOperator } from './field-update.ts';
import { expandPath, putAt, removeAt, valueAt, type Positions } from './paths.ts';

export type UpdateContext = { now: Date; isInsert: boolean; matched: number | undefined };

/** Changes the document in place. */
export type DocumentUpdate = (document: Document, context: UpdateContext) => void;

type Step = {
  parts: string[];
  isOnlyOnInsert: boolean;
  run: (document: Document, parts: string[], context: UpdateContext) => void;
};

const fieldOperators: Record<string, UpdateOperator> = {
  $set: set,
  $setOnInsert: set,
  $inc: inc,
  $mul: mul,
  $min: min,
  $max: max,
  $currentDate: currentDate,
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
  $bit: bit,
};

const partsOf = (path: string, filters: ReadonlyMap<string, Matcher>): string[] => {
  if (path === '') throw new CommandError(56, 'An empty update path is not valid.');
  const parts = path.split('.');
  for (const [at, part] of parts.entries()) {
    if (part === '')
      throw new CommandError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
    if (!part.startsWith('$')) continue;
    if (at === 0)
      throw new CommandError(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
    if (part === '$' || part === '$[]') continue;
    const name = /^\$\[([^\]]+)\]$/.exec(part)?.[1];
    if (name === undefined)
      throw new CommandError(
        52,
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update's replacement document.`,
      );
    if (!filters.has(name))
      throw new CommandError(2, `No array filter found for identifier '${name}' in path '${path}'`);
  }
  if (parts.filter((part) => part === '$').length > 1)
    throw new CommandError(2, `Too many positional (i.e. '$') elements found in path '${path}'`);
  return parts;
};

const applyToField =
  (update: FieldUpdate) =>
  (document: Document, parts: string[], { now }: UpdateContext): void => {
    const value = update(valueAt(document, parts), { now, path: parts.join('.'), id: document['_id'] });
    if (value !== UNCHANGED) putAt(document, parts, value);
  };

const renameSteps = (from: string, to: unknown, filters: ReadonlyMap<string, Matcher>): Step[] => {
  if (typeof to !== 'string') throw new CommandError(2, `The 'to' field for $rename must be a string: ${from}`);
  if (from === to) throw new CommandError(2, `The source and target field for $rename must differ: ${from}`);
  const source = partsOf(from, filters);
  const target = partsOf(to, filters);
  if ([...source, ...target].some((part) => part.startsWith('$')))
    throw new CommandError(2, `$rename may not be positional: ${from} to ${to}`);
  const move = (document: Document): void => {
    for (const parts of [source, target])
      for (let at = 1; at < parts.length; at++)
        if (Array.isArray(valueAt(document, parts.slice(0, at))))
          throw new CommandError(2, `$rename cannot reach through the array '${parts.slice(0, at).join('.')}'`);
    const value = valueAt(document, source);
    if (value === undefined) return;
    removeAt(document, source);
    putAt(document, target, value);
  };
  return [
    { parts: source, isOnlyOnInsert: false, run: () => undefined },
    { parts: target, isOnlyOnInsert: false, run: move },
  ];
};

const stepsOf = (name: string, fields: unknown, filters: ReadonlyMap<string, Matcher>): Step[] => {
  const operator = fieldOperators[name];
  if (!operator && name !== '$unset' && name !== '$rename')
    throw new CommandError(
      9,
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  if (!isDocument(fields))
    throw new CommandError(
      9,
      `Modifiers operate on fields but we found type ${typeof fields} instead. For example: {$mod: {<field>: ...}} not {${name}: ...}`,
    );
  return Object.entries(fields).flatMap(([path, operand]): Step[] => {
    if (name === '$rename') return renameSteps(path, operand, filters);
    const parts = partsOf(path, filters);
    if (name === '$unset') return [{ parts, isOnlyOnInsert: false, run: removeAt }];
    return [{ parts, isOnlyOnInsert: name === '$setOnInsert', run: applyToField(operator!(operand, path)) }];
  });
};

const comparePaths = (a: readonly string[], b: readonly string[]): number => {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const left = a[at]!;
    const right = b[at]!;
    if (left === right) continue;
    if (/^\d+$/.test(left) && /^\d+$/.test(right)) return Number(left) - Number(right);
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
};

const checkConflicts = (sorted: readonly Step[]): void => {
  const paths = sorted.map(({ parts }) => parts);
  for (let at = 1; at < paths.length; at++) {
    const before = paths[at - 1]!;
    const path = paths[at]!;
    if (before.every((part, index) => part === path[index]))
      throw new CommandError(
        40,
        `Updating the path '${path.join('.')}' would create a conflict at '${before.join('.')}'`,
      );
  }
};

/** Fields are changed in the order of their names, as MongoDB does since 5.0. */
export const compileOperators = (update: Document, filters: ReadonlyMap<string, Matcher>): DocumentUpdate => {
  const steps = Object.entries(update)
    .flatMap(([name, fields]) => stepsOf(name, fields, filters))
    .toSorted((a, b) => comparePaths(a.parts, b.parts));
  checkConflicts(steps);
  const unused = [...filters.keys()].find((name) => !steps.some(({ parts }) => parts.includes(`$[${name}]`)));
  if (unused !== undefined)
    throw new CommandError(9, `The array filter for identifier '${unused}' was not used in the update`);
  return (document, context) => {
    const positions: Positions = { matched: context.matched, filters };
    for (const step of steps) {
      if (step.isOnlyOnInsert && !context.isInsert) continue;
      for (const parts of expandPath(document, step.parts, positions)) step.run(document, parts, context);
    }
  };
};
