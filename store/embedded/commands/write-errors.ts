/** Write commands carry several statements; an error of one is an entry of the reply, and ends the command only when `ordered`. */
import { CommandError } from '../command-error.ts';
import { type Document } from '../bson/document.ts';

export const writeError = (index: number, error: CommandError): Document => ({
  index,
  code: error.code,
  ...(error.code === 11000 ? error.details : {}),
  errmsg: error.message,
});

export const runStatements = <T>(
  statements: readonly T[],
  isOrdered: boolean,
  run: (statement: T, index: number) => void,
): Document[] => {
  const errors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(writeError(index, error));
      if (isOrdered) break;
    }
  }
  return errors;
};

const MAX_STATEMENTS = 100_000;

export const statementsOf = (body: Document, name: string): unknown[] => {
  const statements = body[name];
  if (!Array.isArray(statements)) throw new CommandError(40414, `BSON field '${name}' is missing but a required field`);
  if (statements.length === 0 || statements.length > MAX_STATEMENTS)
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${statements.length} operations.`,
    );
  return statements;
};
