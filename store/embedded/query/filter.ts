/** A filter as data: what the matcher runs and the planner reads. */
export type Filter =
  | { kind: 'and' | 'or' | 'nor'; filters: Filter[] }
  | { kind: 'path'; path: string; condition: Condition }
  | { kind: 'expression'; expression: unknown; variables: Readonly<Record<string, unknown>> }
  | { kind: 'constant'; value: boolean };

export type ComparisonOperator = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

export type BitTest = 'allSet' | 'allClear' | 'anySet' | 'anyClear';

export type Condition =
  | { op: ComparisonOperator; operand: unknown }
  | { op: 'in'; operands: unknown[]; patterns: RegExp[] }
  | { op: 'exists' }
  | { op: 'type'; types: readonly string[] }
  | { op: 'mod'; divisor: bigint; remainder: bigint }
  | { op: 'regex'; pattern: RegExp; literal: { source: string; options: string } }
  | { op: 'size'; size: number }
  | { op: 'elementFilter'; filter: Filter }
  | { op: 'elementConditions'; conditions: Condition[] }
  | { op: 'bits'; test: BitTest; positions: readonly number[] }
  | { op: 'not'; conditions: Condition[] };

/** The top-level fields a filter looks at; undefined when that cannot be told ($expr). */
export const fieldsOf = (filter: Filter): ReadonlySet<string> | undefined => {
  const fields = new Set<string>();
  return collectFields(filter, fields) ? fields : undefined;
};

const collectFields = (filter: Filter, fields: Set<string>): boolean => {
  switch (filter.kind) {
    case 'path':
      fields.add(topLevel(filter.path));
      return true;
    case 'expression':
      return false;
    case 'constant':
      return true;
    case 'and':
    case 'or':
    case 'nor':
      return filter.filters.every((part) => collectFields(part, fields));
  }
};

export const topLevel = (path: string): string => {
  const dot = path.indexOf('.');
  return dot === -1 ? path : path.slice(0, dot);
};

/** The parts that must all hold. */
export const conjuncts = (filter: Filter): Filter[] =>
  filter.kind === 'and' ? filter.filters.flatMap(conjuncts) : [filter];
