import type { Definition, Problem } from '../definition.ts';

/** Constructs of the definition that this executor would get wrong. */
export const checkSupport = (_definition: Definition): Problem[] => [];
