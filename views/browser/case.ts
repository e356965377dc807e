/** The page of a case. */
import { startDiagrams } from './case/diagram.ts';
import { followCase } from './case/follow-case.ts';

followCase();
startDiagrams();
