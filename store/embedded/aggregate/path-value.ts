/** What `"$a.b"` yields in an expression: arrays on the way are mapped over; undefined where nothing is there. */
import { isDocument } from '../bson/document.ts';

export const pathValue = (value: unknown, parts: readonly string[], at = 0): unknown => {
  if (at === parts.length) return value;
  if (Array.isArray(value)) {
    return value
      .map((item) => (isDocument(item) || Array.isArray(item) ? pathValue(item, parts, at) : undefined))
      .filter((item) => item !== undefined);
  }
  const part = parts[at]!;
  return isDocument(value) && Object.hasOwn(value, part) ? pathValue(value[part], parts, at + 1) : undefined;
};
