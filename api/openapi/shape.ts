/** The shape of a JSON value as a schema: what an example answer tells about the others. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/** Members are named by their types only; none is required, because one example cannot tell what is always there. */
export const shapeOf = (value: unknown): JsonSchema => {
  if (value === null) return {};
  if (Array.isArray(value)) return { type: 'array', items: value.length > 0 ? shapeOf(value[0]) : {} };
  if (typeof value === 'object')
    return {
      type: 'object',
      properties: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)])),
    };
  if (typeof value === 'string')
    return momentPattern.test(value) ? { type: 'string', format: 'date-time' } : { type: 'string' };
  if (typeof value === 'number') return { type: 'number' };
  return { type: typeof value };
};
