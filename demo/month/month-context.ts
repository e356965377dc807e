import type { DeskContext, OutsideContext } from '../../engine/index.ts';

/** Everything the month's people need of the engine. */
export type MonthContext = DeskContext & OutsideContext;
