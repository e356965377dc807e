import { EdgeRefusal } from './problem.ts';

/** An opaque `after` value: where the page before ended. */
export const encodeKey = (parts: readonly string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** Reads what `encodeKey` wrote; throws `INVALID_REQUEST` for anything else. */
export const decodeKey = (text: string, count: number): string[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === count && parts.every((part) => typeof part === 'string')) return parts;
  } catch {
    // Falls through to the one refusal below.
  }
  throw new EdgeRefusal('INVALID_REQUEST', `The parameter 'after' must be the 'next' value of the page before.`, {
    after: text,
  });
};

/** The key of lists that go by a moment and an id. Throws like {@link decodeKey}. */
export const decodeMomentKey = (text: string): { at: Date; id: string } => {
  const [moment, id] = decodeKey(text, 2) as [string, string];
  const at = new Date(moment);
  if (!Number.isNaN(at.getTime())) return { at, id };
  throw new EdgeRefusal('INVALID_REQUEST', `The parameter 'after' must be the 'next' value of the page before.`);
};
