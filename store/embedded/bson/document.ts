/**
 * A decoded document. Numbers keep their BSON type through a round trip: an int32 is a JavaScript number; a double is one too
 * unless it would be written back as an int32, then it is a `Double`; an int64 is always a `Long`.
 */
export type Document = Record<string, unknown>;

export const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The driver's own limits. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
export const MAX_NESTING = 100;

export const isInt32 = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

/** `__proto__` is an ordinary field name in BSON, never the prototype. */
export const setField = (target: Document, name: string, value: unknown): void => {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
};
