/** Embedded sub-processes (§13.3.4): a scope that begins with its start event and ends with its last token. */
import type { Behaviour } from '../draft.ts';
import { startScope } from './scope.ts';

export const subProcess: Behaviour = { enter: (draft, runId, { inner }) => startScope(draft, runId, inner!) };
