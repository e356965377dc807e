/** Free-form data from outside, bounded so that what is accepted can also be stored and shown. */
import Joi from 'joi';

const deepest = 20;
const longestName = 200;
const largest = 512 * 1024;

/** Why the value cannot be taken, or `undefined`. */
const obstacleIn = (value: unknown, depth: number): string | undefined => {
  if (value === null || typeof value !== 'object') return undefined;
  if (depth > deepest) return `is nested more than ${deepest} levels deep`;
  for (const [name, member] of Object.entries(value)) {
    if (name.length > longestName || name.includes('\u0000'))
      return `has a name that cannot be kept (${JSON.stringify(name.slice(0, 40))}); names have up to ${longestName} characters and no NUL`;
    const obstacle = obstacleIn(member, depth + 1);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
};

/** An object of at most `members` members, {@link deepest} levels and 512 KiB of JSON. */
export const dataSchema = (members: number): Joi.ObjectSchema =>
  Joi.object()
    .max(members)
    .custom((value: object, { message }) => {
      const obstacle =
        obstacleIn(value, 1) ??
        (JSON.stringify(value).length > largest ? `is larger than ${largest} characters of JSON` : undefined);
      return obstacle === undefined ? value : message({ custom: `{{#label}} ${obstacle}` });
    });
