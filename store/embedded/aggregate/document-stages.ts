/** Stages that turn one document into one document; shared by pipelines and by pipeline-style updates. */
import { CommandError } from '../command-error.ts';
import { isDocument, setField, type Document } from '../bson/document.ts';
import { checkExpression, evaluateExpression, type Variables } from './expression.ts';

export type DocumentStage = (document: Document, variables: Variables) => Document;

const isNestedSpecification = (value: unknown): value is Document =>
  isDocument(value) && !(Object.keys(value)[0]?.startsWith('$') ?? true);

const setAt = (
  container: unknown,
  parts: readonly string[],
  at: number,
  make: (current: unknown) => unknown,
): unknown => {
  if (at === parts.length) return make(container);
  if (Array.isArray(container)) return container.map((item) => setAt(item, parts, at, make));
  const document = isDocument(container) ? { ...container } : {};
  const part = parts[at]!;
  const value = setAt(Object.hasOwn(document, part) ? document[part] : undefined, parts, at + 1, make);
  if (value === undefined) delete document[part];
  else setField(document, part, value);
  return document;
};

const flatten = (specification: Document, prefix: readonly string[]): { parts: string[]; expression: unknown }[] =>
  Object.entries(specification).flatMap(([name, value]) => {
    const parts = [...prefix, ...name.split('.')];
    if (parts.some((part) => part === '' || part.startsWith('$')))
      throw new CommandError(16410, `FieldPath field names may not be empty or start with '$': '${name}'`);
    return isNestedSpecification(value) ? flatten(value, parts) : [{ parts, expression: value }];
  });

export const addFields = (specification: unknown): DocumentStage => {
  if (!isDocument(specification) || Object.keys(specification).length === 0)
    throw new CommandError(40272, '$addFields specification stage must be an object with at least one field');
  const fields = flatten(specification, []);
  for (const { expression } of fields) checkExpression(expression);
  return (document, variables) =>
    fields.reduce<Document>((result, { parts, expression }) => {
      const value = evaluateExpression(expression, document, variables);
      return setAt(result, parts, 0, () => value) as Document;
    }, document);
};

export const unset = (specification: unknown): DocumentStage => {
  const names = typeof specification === 'string' ? [specification] : specification;
  if (
    !Array.isArray(names) ||
    names.length === 0 ||
    !names.every((name): name is string => typeof name === 'string' && name !== '')
  )
    throw new CommandError(31002, '$unset specification must be a string or an array of strings');
  const paths = names.map((name) => name.split('.'));
  return (document) => paths.reduce<Document>((result, parts) => removeFrom(result, parts, 0) as Document, document);
};

export const removeFrom = (value: unknown, parts: readonly string[], at: number): unknown => {
  if (Array.isArray(value)) return value.map((item) => removeFrom(item, parts, at));
  const part = parts[at]!;
  if (!isDocument(value) || !Object.hasOwn(value, part)) return value;
  if (at === parts.length - 1) {
    const { [part]: _, ...rest } = value;
    return rest;
  }
  return { ...value, [part]: removeFrom(value[part], parts, at + 1) };
};

export const replaceRoot = (expression: unknown): DocumentStage => {
  checkExpression(expression);
  return (document, variables) => {
    const root = evaluateExpression(expression, document, variables);
    if (!isDocument(root))
      throw new CommandError(
        40228,
        `'newRoot' expression must evaluate to an object, but resulting value was: ${JSON.stringify(root)}`,
      );
    return root;
  };
};
