/** Paths in expressions. */
import { isDocument, setField, type Document } from '../bson/document.ts';

/** What `"$a.b"` yields in an expression: arrays on the way are mapped over; undefined where nothing is there. */
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

/** A copy with the value at the path; documents on the way are copied or made. */
export const withValueAt = (document: Document, [part, ...rest]: readonly string[], value: unknown): Document => {
  const result = { ...document };
  const current = document[part!];
  setField(result, part!, rest.length === 0 ? value : withValueAt(isDocument(current) ? current : {}, rest, value));
  return result;
};
