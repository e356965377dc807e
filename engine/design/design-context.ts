import type { Context } from '../ports.ts';
import type { ReadContext } from '../queries/view-case.ts';
import type { DesignStore } from './design.ts';

/** What commands and queries on designs need besides the engine's own context. */
export type DesignContext = Context & ReadContext & { readonly designs: DesignStore };
