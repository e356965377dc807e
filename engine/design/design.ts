/** A design: files of a process somebody works on, not deployed yet. Saved as they are, right or wrong; only a deployment checks. */
import type { DeploymentFile } from '../definition.ts';

export type Design = {
  readonly id: string;
  /** The name it will be deployed under. */
  readonly name: string;
  readonly files: readonly DeploymentFile[];
  /** Rises with every save; a save on an older one is refused. */
  readonly rev: number;
  /** User id of whoever opened it. */
  readonly owner: string;
  /** Whether other designers see and change it. */
  readonly isShared: boolean;
  /** The deployment whose files it began with. */
  readonly basedOn?: { readonly deploymentId: string; readonly sequence: number };
  readonly createdAt: Date;
  readonly savedAt: Date;
  readonly savedBy: string;
  /** The last deployment made of it, and the revision that was deployed. */
  readonly deployed?: { readonly deploymentId: string; readonly sequence: number; readonly rev: number };
};

/** One kept state of a design. */
export type DesignState = Pick<Design, 'name' | 'rev' | 'savedAt' | 'savedBy' | 'files'> & {
  readonly designId: string;
};

export type DesignPage = {
  /** Own designs and shared ones; `undefined` for all. */
  readonly visibleTo: string | undefined;
  /** Where the page before ended. */
  readonly after?: { readonly savedAt: Date; readonly id: string };
  readonly limit: number;
};

/** Designs and their earlier states; supplied by the store. */
export type DesignStore = {
  find(id: string): Promise<Design | undefined>;
  /** `false` when the id is taken. */
  add(design: Design): Promise<boolean>;
  /** One conditional write; `false` when the design no longer has `expectedRev`. */
  replace(design: Design, expectedRev: number): Promise<boolean>;
  remove(id: string, expectedRev: number): Promise<boolean>;
  /** Last saved first, without files. */
  list(page: DesignPage): Promise<readonly Omit<Design, 'files'>[]>;
  count(visibleTo: string | undefined): Promise<number>;
  /** Keeps a state; again is no error. */
  keep(state: DesignState): Promise<void>;
  /** Kept states without files, newest first. */
  history(designId: string, before: number | undefined, limit: number): Promise<readonly Omit<DesignState, 'files'>[]>;
  state(designId: string, rev: number): Promise<DesignState | undefined>;
};
