/** `$group`: groups by the key bytes of `_id`, so that 1, 1.0 and Long(1) are one group and ObjectIds compare by value. */
import { CommandError } from '../command-error.ts';
import { isDocument, setField, type Document } from '../bson/document.ts';
import { encodeValue } from '../keys/key-layout.ts';
import { accumulators, type Accumulator } from './accumulators.ts';
import { checkExpression, evaluateExpression, type Variables } from './expression.ts';

type Field = { name: string; expression: unknown; start: () => Accumulator };

const fieldOf = (name: string, specification: unknown): Field => {
  if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
  const [[operator, expression] = ['', undefined], ...others] = isDocument(specification)
    ? Object.entries(specification)
    : [];
  if (operator === '' || !operator.startsWith('$'))
    throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
  if (others.length > 0) throw new CommandError(40238, `The field '${name}' must specify one accumulator`);
  if (operator === '$count') return { name, expression: { $literal: 1 }, start: accumulators['$sum']! };
  const start = accumulators[operator];
  if (!start) throw new CommandError(15952, `unknown group operator '${operator}'`);
  checkExpression(expression);
  return { name, expression, start };
};

const isPlain = (path: unknown): path is string => typeof path === 'string' && /^\$[A-Za-z]\w*$/.test(path);

/** The fields of an `_id` that only names top-level fields, the usual case. */
const plainFieldsOf = (idExpression: unknown): string[] | undefined => {
  if (!isDocument(idExpression)) return undefined;
  const paths = Object.values(idExpression);
  return paths.length > 0 && paths.every(isPlain) ? paths.map((path) => path.slice(1)) : undefined;
};

/** A key as good as the encoded one for strings, truth values and nothing, at a fraction of its cost; else undefined. */
const quickKey = (document: Document, fields: readonly string[]): string | undefined => {
  let key = 'quick';
  for (const field of fields) {
    const value = document[field];
    if (typeof value === 'string') key += `s${value.length}:${value}`;
    else if (typeof value === 'boolean') key += value ? 't' : 'f';
    else if (value === undefined) key += 'u';
    else return undefined;
  }
  return key;
};

/** `groupOf` takes the place of the `_id` expression. */
export const groupDocuments = (
  specification: unknown,
  groupOf?: (document: Document) => unknown,
): ((documents: Iterable<Document>, variables: Variables) => Document[]) => {
  if (!isDocument(specification)) throw new CommandError(15947, "a group's fields must be specified in an object");
  if (!('_id' in specification)) throw new CommandError(15955, 'a group specification must include an _id');
  const { _id: idExpression, ...rest } = specification;
  checkExpression(idExpression);
  const fields = Object.entries(rest).map(([name, one]) => fieldOf(name, one));
  const idOf = (document: Document, variables: Variables): unknown =>
    (groupOf ? groupOf(document) : evaluateExpression(idExpression, document, variables)) ?? null;
  const plainFields = groupOf ? undefined : plainFieldsOf(idExpression);
  return (documents, variables) => {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    for (const document of documents) {
      const quick = plainFields && quickKey(document, plainFields);
      let group = quick === undefined ? undefined : groups.get(quick);
      const id = group?.id ?? idOf(document, variables);
      const key = quick ?? encodeValue(id, 1).toString('latin1');
      group ??= groups.get(key);
      if (!group) groups.set(key, (group = { id, accumulators: fields.map(({ start }) => start()) }));
      fields.forEach(({ expression }, index) =>
        group.accumulators[index]!.add(evaluateExpression(expression, document, variables)),
      );
    }
    return [...groups.values()].map((group) => {
      const result: Document = { _id: group.id };
      fields.forEach(({ name }, index) => setField(result, name, group.accumulators[index]!.result()));
      return result;
    });
  };
};
