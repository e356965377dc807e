/** The categories to choose from, remembered for a moment: reading every decision table costs more than the form itself. */
import { listCategories } from '../../engine/index.ts';
import type { ApiContext } from '../operation.ts';

type Remembered = { readonly until: number; readonly categories: Promise<readonly string[]> };

const keptMs = 30_000;

const remembered = new WeakMap<object, Remembered>();

/** A rule that was deployed a moment ago shows with the next form after half a minute. */
export const contactCategories = ({ readers }: Pick<ApiContext, 'readers'>): Promise<readonly string[]> => {
  const known = remembered.get(readers);
  if (known && known.until > performance.now()) return known.categories;
  const categories = listCategories({ readers });
  remembered.set(readers, { until: performance.now() + keptMs, categories });
  // A failure is not worth remembering.
  categories.catch(() => remembered.delete(readers));
  return categories;
};
