import { Refusal } from '../../../engine/errors.ts';

/** The refusal an action ends in; anything else fails the test. */
export const refusalOf = (act: () => void): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
};
