/** mingo computes with plain numbers only: int64 and wrapped doubles are unwrapped on the way in. */
import { Double, Int32, Long } from 'bson';
import { isDocument, setField, type Document } from '../bson/document.ts';

export const toMingo = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Double || value instanceof Int32) return value.value;
  if (value instanceof Long) return value.toNumber();
  if (Array.isArray(value)) return value.map(toMingo);
  if (!isDocument(value)) return value;
  const plain: Document = {};
  for (const name of Object.keys(value)) setField(plain, name, toMingo(value[name]));
  return plain;
};
