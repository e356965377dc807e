/** What expressions of a command may refer to as `$$name`: `let`, and `$$NOW`, the same moment throughout. */
import { evaluateExpression, type Variables } from '../aggregate/expression.ts';
import { type Document } from '../bson/document.ts';
import { documentOption } from './command.ts';

export const variablesOf = (body: Document, now: Date): Variables => {
  const variables: Variables = { NOW: now };
  for (const [name, expression] of Object.entries(documentOption(body, 'let') ?? {}))
    variables[name] = evaluateExpression(expression, {}, variables);
  return variables;
};
