/** The trace of a case: replay on the diagram, rows by key, checks in the background. */
import { startChecks } from './audit/checks.ts';
import { startRowKeys } from './list/row-keys.ts';
import { openEntryNamed } from './trace/named-entry.ts';
import { startReplay } from './trace/replay.ts';

startRowKeys();
startChecks();
openEntryNamed();
startReplay();
