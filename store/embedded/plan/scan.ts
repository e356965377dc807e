/** What a plan is: one or several walks through an index (or through the documents by _id), and what they guarantee. */
import { type Index } from '../storage/index-definition.ts';

export type ScanRange = {
  start: Buffer;
  end: Buffer;
  /** `start` is the one key the range can hold. */
  isOneKey?: boolean;
};

export type Scan = {
  index: Index;
  /** Disjoint and ascending; walked from the end when `isReverse`. */
  ranges: ScanRange[];
  isReverse: boolean;
  /** Index fields whose bounds come from the filter. */
  boundFields: number;
  /** Leading fields bound to single values: how selective the scan can be expected to be. */
  pointFields: number;
};

export type Plan = {
  kind: 'collection' | 'index' | 'union';
  scans: Scan[];
  /** Rows come in the wanted order, from one scan or by merging several. */
  isSorted: boolean;
  /** The same document may come up more than once. */
  needsDedupe: boolean;
};
