/** Runs a filter on a decoded document, with MongoDB's reading of arrays: a condition holds if the value or any of its elements meets it. */
import { isTruthy } from '../bson/compare.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { evaluateExpression } from '../aggregate/expression.ts';
import { type Condition, type Filter } from './filter.ts';
import { valueTest } from './value-test.ts';

/** `position`: index of the array element that met the condition, what `$` stands for in updates and projections. */
export type MatchDetails = { position?: number };

export type Matcher = (document: Document, details?: MatchDetails) => boolean;

type ValueTest = (value: unknown, details: MatchDetails | undefined) => boolean;

const isIndex = (part: string): boolean => /^(?:0|[1-9]\d*)$/.test(part);

/** Visits every value at the path, going through arrays on the way; `undefined` is visited where the path ends early. */
const anyAt = (
  value: unknown,
  parts: readonly string[],
  at: number,
  test: ValueTest,
  details: MatchDetails | undefined,
): boolean => {
  if (at === parts.length) return test(value, details);
  const part = parts[at]!;
  if (Array.isArray(value)) {
    if (isIndex(part) && Number(part) < value.length && anyAt(value[Number(part)], parts, at + 1, test, details))
      return true;
    return value.some((item, index) => {
      if (!isDocument(item) || !anyAt(item, parts, at, test, details)) return false;
      if (details) details.position = index;
      return true;
    });
  }
  if (isDocument(value) && Object.hasOwn(value, part)) return anyAt(value[part], parts, at + 1, test, details);
  return test(undefined, details);
};

const orElements =
  (test: (value: unknown) => boolean): ValueTest =>
  (value, details) => {
    if (test(value)) return true;
    if (!Array.isArray(value)) return false;
    const index = value.findIndex(test);
    if (index === -1) return false;
    if (details) details.position = index;
    return true;
  };

const elementTest =
  (test: (value: unknown) => boolean): ValueTest =>
  (value, details) => {
    if (!Array.isArray(value)) return false;
    const index = value.findIndex(test);
    if (index === -1) return false;
    if (details) details.position = index;
    return true;
  };

/** `$elemMatch` sees an array inside an array as a document with the fields 0, 1, 2 … */
const asElementDocument = (value: unknown): Document | undefined => {
  if (isDocument(value)) return value;
  return Array.isArray(value) ? Object.fromEntries(value.entries()) : undefined;
};

const arrayTest = (condition: Condition): ValueTest => {
  switch (condition.op) {
    case 'exists':
      return (value) => value !== undefined;
    case 'size':
      return (value) => Array.isArray(value) && value.length === condition.size;
    case 'elementFilter': {
      const matches = compileFilter(condition.filter);
      return elementTest((value) => {
        const document = asElementDocument(value);
        return document !== undefined && matches(document);
      });
    }
    case 'elementConditions': {
      const tests = condition.conditions.map(compileElementCondition);
      return elementTest((value) => tests.every((test) => test(value)));
    }
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'in':
    case 'type':
    case 'mod':
    case 'regex':
    case 'bits':
    case 'not':
      throw new Error(`Condition ${condition.op} is compiled elsewhere.`);
  }
};

const compileCondition = (condition: Condition): ValueTest => {
  const single = valueTest(condition);
  return single ? orElements(single) : arrayTest(condition);
};

/** A condition on one array element itself. */
const compileElementCondition = (condition: Condition): ((value: unknown) => boolean) => {
  if (condition.op === 'not') {
    const tests = condition.conditions.map(compileElementCondition);
    return (value) => !tests.every((test) => test(value));
  }
  const single = valueTest(condition);
  if (single) return single;
  const test = arrayTest(condition);
  return (value) => test(value, undefined);
};

const compilePath = (path: string, condition: Condition): Matcher => {
  const parts = path.split('.');
  if (condition.op === 'not') {
    const inner = condition.conditions.map((part) => compilePath(path, part));
    return (document) => !inner.every((matches) => matches(document));
  }
  const test = compileCondition(condition);
  if (parts.length === 1)
    return (document, details) => test(Object.hasOwn(document, path) ? document[path] : undefined, details);
  return (document, details) => anyAt(document, parts, 0, test, details);
};

export const compileFilter = (filter: Filter): Matcher => {
  switch (filter.kind) {
    case 'constant':
      return () => filter.value;
    case 'path':
      return compilePath(filter.path, filter.condition);
    case 'expression':
      return (document) => isTruthy(evaluateExpression(filter.expression, document, filter.variables));
    case 'and': {
      const parts = filter.filters.map(compileFilter);
      return (document, details) => parts.every((matches) => matches(document, details));
    }
    case 'or': {
      const parts = filter.filters.map(compileFilter);
      return (document, details) => parts.some((matches) => matches(document, details));
    }
    case 'nor': {
      const parts = filter.filters.map(compileFilter);
      return (document) => !parts.some((matches) => matches(document));
    }
  }
};
