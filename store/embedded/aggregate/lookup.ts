/** `$lookup`: by equality, which an index of the other collection serves, and/or by a pipeline with variables. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { evaluateExpression, type Variables } from './expression.ts';
import { pathValue, withValueAt } from './path-value.ts';
import { type StageCompiler } from './stage.ts';

const known = new Set(['from', 'localField', 'foreignField', 'as', 'let', 'pipeline']);

const textOption = (specification: Document, name: string): string | undefined => {
  const value = specification[name];
  if (value !== undefined && (typeof value !== 'string' || value === ''))
    throw new CommandError(9, `$lookup argument '${name}' must be a non-empty string`);
  return value;
};

const equality = (document: Document, localField: string, foreignField: string): Document => {
  const local = pathValue(document, localField.split('.'));
  if (Array.isArray(local)) return { $match: { [foreignField]: { $in: local } } };
  return { $match: { [foreignField]: { $eq: local ?? null } } };
};

export const lookup: StageCompiler = (specification, context, pipelines) => {
  if (!isDocument(specification)) throw new CommandError(9, 'the $lookup specification must be an object');
  const stray = Object.keys(specification).find((name) => !known.has(name));
  if (stray) throw new CommandError(9, `unknown argument to $lookup: ${stray}`);
  const [from, localField, foreignField, as] = ['from', 'localField', 'foreignField', 'as'].map((name) =>
    textOption(specification, name),
  );
  const pipeline = specification['pipeline'];
  const bindings = isDocument(specification['let']) ? specification['let'] : {};
  if (!from || !as) throw new CommandError(9, "$lookup needs 'from' and 'as'");
  if ((localField === undefined) !== (foreignField === undefined) || (!localField && pipeline === undefined))
    throw new CommandError(9, "$lookup needs both 'localField' and 'foreignField', or a 'pipeline'");
  if (pipeline !== undefined && !Array.isArray(pipeline))
    throw new CommandError(14, "'pipeline' of $lookup must be an array");
  return function* (documents) {
    for (const document of documents) {
      const variables: Variables = { ...context.variables };
      for (const [name, expression] of Object.entries(bindings))
        variables[name] = evaluateExpression(expression, document, context.variables) ?? null;
      const join = localField && foreignField ? [equality(document, localField, foreignField)] : [];
      const found = [...pipelines.onCollection([...join, ...(pipeline ?? [])], from, { ...context, variables })];
      yield withValueAt(document, as.split('.'), found);
    }
  };
};
