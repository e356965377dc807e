/** A value where text is wanted: a key, a name. Nothing stays nothing; what is no text is written as JSON. */
export const asText = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};
