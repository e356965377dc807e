/** Hit policies and aggregators of decision tables (DMN 1.3 §8.2.10): which of the matching rules make the result. */
import { toData } from '../expression/feel-data.ts';

/** A rule that applies, with its outputs computed. */
export type Hit = {
  readonly ruleId: string;
  readonly outputs: readonly unknown[];
};

/** The hits that make the result, in its order; a single-hit policy gives at most one. Throws with a sentence when broken. */
type HitPolicy = {
  readonly isSingle: boolean;
  readonly choose: (hits: readonly Hit[], priorities: readonly (readonly unknown[])[]) => readonly Hit[];
};

const same = (left: unknown, right: unknown): boolean => JSON.stringify(toData(left)) === JSON.stringify(toData(right));

const rank = (value: unknown, order: readonly unknown[]): number => {
  const index = order.findIndex((allowed) => same(allowed, value));
  return index < 0 ? order.length : index;
};

/** By the order of the allowed output values, the first output deciding first. */
const byPriority = (hits: readonly Hit[], priorities: readonly (readonly unknown[])[]): readonly Hit[] =>
  hits.toSorted((a, b) => {
    for (const [index, order] of priorities.entries()) {
      const difference = rank(a.outputs[index], order) - rank(b.outputs[index], order);
      if (difference !== 0) return difference;
    }
    return 0;
  });

const names = (hits: readonly Hit[]): string => hits.map(({ ruleId }) => `'${ruleId}'`).join(', ');

export const HIT_POLICIES: ReadonlyMap<string, HitPolicy> = new Map([
  [
    'UNIQUE',
    {
      isSingle: true,
      choose: (hits: readonly Hit[]) => {
        if (hits.length > 1) throw new Error(`the rules ${names(hits)} apply together, but only one may`);
        return hits;
      },
    },
  ],
  [
    'ANY',
    {
      isSingle: true,
      choose: (hits: readonly Hit[]) => {
        const [first, ...others] = hits;
        if (first !== undefined && others.some(({ outputs }) => !same(outputs, first.outputs)))
          throw new Error(`the rules ${names(hits)} apply together with different outputs, but must agree`);
        return hits.slice(0, 1);
      },
    },
  ],
  [
    'PRIORITY',
    {
      isSingle: true,
      choose: (hits: readonly Hit[], priorities: readonly (readonly unknown[])[]) =>
        byPriority(hits, priorities).slice(0, 1),
    },
  ],
  ['FIRST', { isSingle: true, choose: (hits: readonly Hit[]) => hits.slice(0, 1) }],
  ['RULE ORDER', { isSingle: false, choose: (hits: readonly Hit[]) => hits }],
  ['OUTPUT ORDER', { isSingle: false, choose: byPriority }],
  ['COLLECT', { isSingle: false, choose: (hits: readonly Hit[]) => hits }],
]);

const numbersIn = (values: readonly unknown[]): number[] =>
  values.map((value) => {
    if (typeof value !== 'number') throw new Error(`${JSON.stringify(toData(value))} is no number to aggregate`);
    return value;
  });

const extreme =
  (isBefore: (a: number | string, b: number | string) => boolean) =>
  (values: readonly unknown[]): unknown => {
    const isText = values.every((value) => typeof value === 'string');
    const comparable = isText ? values : numbersIn(values);
    return comparable.length === 0 ? null : comparable.reduce((best, value) => (isBefore(value, best) ? value : best));
  };

/** Aggregators of the collect policy, over the values of the only output. */
export const AGGREGATORS: ReadonlyMap<string, (values: readonly unknown[]) => unknown> = new Map([
  [
    'SUM',
    (values: readonly unknown[]) =>
      values.length === 0 ? null : numbersIn(values).reduce((total, value) => total + value, 0),
  ],
  ['MIN', extreme((a, b) => a < b)],
  ['MAX', extreme((a, b) => a > b)],
  ['COUNT', (values: readonly unknown[]) => values.length],
]);
