/** The auditors' search: rows by key, checks in the background. */
import { startChecks } from './audit/checks.ts';
import { startRowKeys } from './list/row-keys.ts';

startRowKeys();
startChecks();
