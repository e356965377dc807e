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
  return (documents, variables) => {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    for (const document of documents) {
      const id = (groupOf ? groupOf(document) : evaluateExpression(idExpression, document, variables)) ?? null;
      const key = encodeValue(id, 1).toString('latin1');
      let group = groups.get(key);
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
