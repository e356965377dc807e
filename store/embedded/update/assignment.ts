/** `$set`, `$min`, `$max`, `$currentDate`. */
import { Timestamp } from 'bson';
import { CommandError } from '../command-error.ts';
import { compareValues } from '../bson/compare.ts';
import { isDocument } from '../bson/document.ts';
import { UNCHANGED, type UpdateOperator } from './field-update.ts';

export const set: UpdateOperator = (operand) => () => operand;

export const min: UpdateOperator = (operand) => (current) =>
  current === undefined || compareValues(operand, current) < 0 ? operand : UNCHANGED;

export const max: UpdateOperator = (operand) => (current) =>
  current === undefined || compareValues(operand, current) > 0 ? operand : UNCHANGED;

export const currentDate: UpdateOperator = (operand, path) => {
  const type = isDocument(operand) ? operand['$type'] : operand === true || operand === false ? 'date' : undefined;
  if (type !== 'date' && type !== 'timestamp')
    throw new CommandError(2, `$currentDate of '${path}' takes true, {$type: 'date'} or {$type: 'timestamp'}`);
  return (_, { now }) => (type === 'date' ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }));
};
