import { Refusal } from '../../engine/index.ts';

/** A part of a page for those who may see it; `undefined` for everybody else. */
export const ifAllowed = async <T>(part: Promise<T>): Promise<T | undefined> => {
  try {
    return await part;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'NOT_ALLOWED') return undefined;
    throw error;
  }
};
