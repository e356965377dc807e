import type { Context } from '../ports.ts';
import type { ReadContext } from '../queries/view-case.ts';
import type { OrganisationJournal } from './desk-record.ts';
import type { People } from './person.ts';
import type { DeskWork, WorkPlan } from './work-plan.ts';

/** What the desk's stores offer. */
export type DeskStores = {
  readonly people: People;
  readonly organisationJournal: OrganisationJournal;
  readonly workPlan: WorkPlan;
  readonly deskWork: DeskWork;
};

/** What commands and queries on people and their work plan need besides the engine's own context. */
export type DeskContext = Context & ReadContext & DeskStores;
