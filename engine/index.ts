/** The engine's public face: commands, the types they speak, and the ports they need. */
export { registerCase } from './commands/register-case.ts';
export { claimTask } from './commands/claim-task.ts';
export { releaseTask } from './commands/release-task.ts';
export { completeTask } from './commands/complete-task.ts';
export { fireTimer } from './commands/fire-timer.ts';
export { broadcastSignal } from './commands/broadcast-signal.ts';
export { changeData } from './commands/change-data.ts';
export { completeWork } from './commands/complete-work.ts';
export { deploy } from './commands/deploy.ts';
export { deployDesign } from './commands/deploy-design.ts';
export { discardDesign } from './commands/discard-design.ts';
export { openDesign, type OpenDesign } from './commands/open-design.ts';
export { saveDesign } from './commands/save-design.ts';
export { correlateMessage } from './commands/correlate-message.ts';
export { migrateCase, planMigration } from './commands/migrate-case.ts';
export { modifyTokens } from './commands/modify-tokens.ts';
export { retryIncident } from './commands/retry-incident.ts';
export { terminateCase } from './commands/terminate-case.ts';
export { throwError } from './commands/throw-error.ts';
export { throwEscalation } from './commands/throw-escalation.ts';
export type { Answer, CommandBase } from './commands/change-case.ts';
export { Refusal, type RefusalCode } from './errors.ts';
export { listCases, type ListCases } from './queries/list-cases.ts';
export {
  listProcesses,
  listVersions,
  viewDefinition,
  viewDiagram,
  type DefinitionSummary,
} from './queries/view-definition.ts';
export { listDesigns, listDesignStates, viewDesign, viewDesignState } from './queries/view-design.ts';
export type { Design, DesignState, DesignStore } from './design/design.ts';
export type { DesignContext } from './design/design-context.ts';
export { viewWaiting } from './queries/view-waiting.ts';
export { viewCase, viewJournal } from './queries/view-case.ts';
export { viewMessages, viewWorklist } from './queries/view-desk.ts';
export { unmaskCase } from './personal-data/unmask-case.ts';
export { listAccesses } from './personal-data/list-accesses.ts';
export type { Access, AccessFilter, AccessLog } from './personal-data/access-log.ts';
export type { CaseFilter, Readers } from './readers.ts';
export type {
  CaseStore,
  CommitOutcome,
  Context,
  DefinitionStore,
  DefinitionVersion,
  DeployedDefinition,
  StoredDeployment,
} from './ports.ts';
export { roleNames, systemActor, timerActor, type Actor, type RoleHolding, type RoleName } from './case/actor.ts';
export { authoriseDesign } from './case/authorisation.ts';
export { candidateKeysOf } from './case/candidates.ts';
export {
  channels,
  customerClasses,
  severities,
  type Case,
  type Change,
  type Contact,
  type Run,
  type Timer,
} from './case/case.ts';
export { brokenLink, type Digest, type JournalEntry } from './case/journal.ts';
export type { OutgoingMessage } from './case/message.ts';
export { type Organisation, type OrganisationNode } from './case/organisation.ts';
export { slaState } from './case/sla-target.ts';
export { caseIdOf, isOpen, type Task } from './case/task.ts';
export { caseChange, visibleChange, type CaseChange, type ChangeFeed, type FeedItem } from './live/case-change.ts';
export { noDueAt, worklistItem, type WorklistItem, type WorklistPage } from './case/worklist-item.ts';
export type { Deployment, DeploymentFile } from './definition.ts';
export type { MigrationMapping } from './migration.ts';
export type { Data, Executor, ModifyInstruction } from './executor.ts';
export { compileDefinition } from './model/compile-definition.ts';
export { bpmnEngineExecutor } from './bpmn-engine/bpmn-engine-executor.ts';
export { executionExecutor } from './execution/execution-executor.ts';
