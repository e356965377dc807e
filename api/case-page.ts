/** Where a page of cases ended, as an address carries it: a number, or a moment and a number when sorted by a moment. */
import type { CaseList, CaseSort, ListCases } from '../engine/index.ts';
import { decodeKey, encodeKey } from './page-key.ts';
import { EdgeRefusal } from './problem.ts';

export const pageEndOf = (sort: CaseSort, after: string | undefined): Pick<ListCases, 'after' | 'behind'> => {
  if (after === undefined) return {};
  if (sort === 'newest' || sort === 'oldest') return { after };
  const [moment = '', number = ''] = decodeKey(after, 2);
  const behind = new Date(moment);
  if (Number.isNaN(behind.getTime()))
    throw new EdgeRefusal('INVALID_REQUEST', `The parameter 'after' must be the 'next' value of the page before.`);
  return { after: number, behind };
};

export const pageKeyOf = (end: CaseList['end']): string | undefined =>
  end?.behind ? encodeKey([end.behind.toISOString(), end.after]) : end?.after;
