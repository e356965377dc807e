/** The engine's public face: commands, the types they speak, and the ports they need. */
export {
  caseGroupings,
  caseSorts,
  type CaseCount,
  type CaseGrouping,
  type CaseSelection,
  type CaseSort,
  type ElementCount,
} from './case-list/case-filter.ts';
export { caseListItem, type CaseListItem } from './case-list/case-list-item.ts';
export { countCasesBy, countElements } from './queries/count-cases.ts';
export { listDecisionFiles, viewDecisionFile, type DecisionFile } from './queries/view-decisions.ts';
export type { TableChange } from './model/decision/table-text.ts';
export { viewLoad } from './queries/view-load.ts';
export { visibleCentres } from './queries/visible-centres.ts';
export { viewStuck, type Stuck } from './queries/view-stuck.ts';
export {
  itemStatuses,
  type BatchItemStatus,
  type Batch,
  type BatchCounts,
  type BatchContext,
  type BatchItem,
  type BatchStore,
} from './batches/batch.ts';
export { previewBatch, type BatchPreview } from './batches/preview-batch.ts';
export { runBatch } from './batches/run-batch.ts';
export { mostCases, type BatchSelection } from './batches/select-cases.ts';
export { startBatch } from './batches/start-batch.ts';
export { undoBatch } from './batches/undo-batch.ts';
export { countByCalendar, previewRecalculation, recalculateCalendar } from './batches/recalculate-calendar.ts';
export {
  listBatches,
  listBatchResults,
  stopBatch,
  viewBatch,
  type BatchView,
  type WholeBatchView,
} from './batches/view-batches.ts';
export { actOnTasks, type TaskAct } from './commands/act-on-tasks.ts';
export { addNote } from './commands/add-note.ts';
export { registerCase, type RegisterCase } from './commands/register-case.ts';
export { acknowledgeCase } from './commands/acknowledge-case.ts';
export { extendTarget } from './commands/extend-target.ts';
export { pauseClock } from './commands/pause-clock.ts';
export { resumeClock } from './commands/resume-clock.ts';
export { pauseReasons } from './model/pause-reasons.ts';
export { viewSla } from './queries/view-sla.ts';
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
export { removeCalendar } from './commands/remove-calendar.ts';
export { replaceCalendar, type CalendarAnswer } from './commands/replace-calendar.ts';
export { retryIncident } from './commands/retry-incident.ts';
export { terminateCase } from './commands/terminate-case.ts';
export { throwError } from './commands/throw-error.ts';
export type { ExternalTask } from './case/external-task.ts';
export { completeExternalTask, type RequestAnswer } from './commands/complete-external-task.ts';
export { failExternalTask } from './commands/fail-external-task.ts';
export { fetchWork, type FetchedWork, type TopicWanted } from './commands/fetch-work.ts';
export { extendLock, unlockExternalTask } from './commands/hold-external-task.ts';
export { askUnlessFresh, lookUpCustomer } from './commands/look-up-customer.ts';
export { askForWork, requestWork } from './commands/request-work.ts';
export { throwExternalError } from './commands/throw-external-error.ts';
export { throwEscalation } from './commands/throw-escalation.ts';
export type { Answer, CommandBase } from './commands/change-case.ts';
export { askCustomerRecord, isFreshRecord, type RecordRequest } from './customer/ask-customer-record.ts';
export { cacheCustomerRecord } from './customer/cache-customer-record.ts';
export { customerKeysOf, type CustomerRecord } from './customer/customer-record.ts';
export type { ContactFilter, ContactIndex, ContactKey, CustomerStore, TextQuery } from './customer/customer-store.ts';
export { linkCases, unlinkCases } from './links/link-cases.ts';
export { mergeCases, undoMerge } from './links/merge-cases.ts';
export { reportUndelivered } from './links/undelivered-message.ts';
export { splitCase } from './links/split-case.ts';
export { reopenCase } from './links/reopen-case.ts';
export { answerMajorIncident, bindCases, declareMajorIncident } from './links/major-incident.ts';
export { receiveCaseMessage } from './links/receive-case-message.ts';
export { chosenLinkKinds, linkKinds, type ChosenLinkKind, type LinkKind } from './case/link.ts';
export { matterTermsOf, personTermsOf } from './contacts/contact-terms.ts';
export { checkContact, type CheckContact, type ContactCheck } from './queries/check-contact.ts';
export { viewLinks, type LinkedCase } from './queries/view-links.ts';
export { searchCases } from './queries/search-cases.ts';
export { findCustomers, mayKnowCustomer, viewContacts, viewCustomer } from './queries/view-customers.ts';
export { Refusal, type RefusalCode } from './errors.ts';
export { listCategories } from './queries/list-categories.ts';
export { listCases, type CaseList, type ListCases } from './queries/list-cases.ts';
export { explainCalendar, viewCalendar, type CalendarView } from './queries/view-calendar.ts';
export { previewCalendar, type CalendarPreview } from './queries/preview-calendar.ts';
export { calendarBook, type CalendarBook } from './calendar/calendar-book.ts';
export type { CalendarContext, CalendarStore, CalendarVersion } from './calendar/calendar-store.ts';
export { weekdays, type SpecialDays, type WorkingCalendar } from './calendar/working-calendar.ts';
export { listWork, viewTopics, viewWork } from './queries/list-work.ts';
export {
  listProcesses,
  listVersions,
  nameElements,
  viewDefinition,
  viewDiagram,
  type DefinitionSummary,
  type DefinitionView,
} from './queries/view-definition.ts';
export { runTrial, type Trial } from './trial/run-trial.ts';
export { compareVersions } from './queries/compare-versions.ts';
export type { FileComparison } from './design/compare/compare-files.ts';
export type { ThingChange } from './design/compare/compared-thing.ts';
export { dryRunMigration, proposeMigration, type DryRun, type ProposedMigration } from './queries/plan-migrations.ts';
export { listDesigns, listDesignStates, viewDesign, viewDesignState } from './queries/view-design.ts';
export type { Design, DesignState, DesignStore } from './design/design.ts';
export type { DesignContext } from './design/design-context.ts';
export { viewWaiting } from './queries/view-waiting.ts';
export { viewTaskForm } from './queries/view-task-form.ts';
export type { Form, FormField } from './model/form/form.ts';
export { viewCase, viewJournal } from './queries/view-case.ts';
export { viewTasks, viewMessages, viewTaskCounts, viewWorklist } from './queries/view-desk.ts';
export { addPerson, changePerson, type AddPerson } from './desk/keep-people.ts';
export { staffDirectory } from './desk/staff-directory.ts';
export { listOrganisationEntries, listPeople, viewPerson, type ListPeople } from './desk/list-people.ts';
export type { People, Person, PersonFilter } from './desk/person.ts';
export type { RecordAnswer } from './desk/change-record.ts';
export { chainEntry } from './desk/chain-entry.ts';
export type {
  DeskRecord,
  NewOrganisationEntry,
  OrganisationEntry,
  OrganisationJournal,
  Records,
} from './desk/desk-record.ts';
export type { DeskContext, DeskStores } from './desk/desk-context.ts';
export { changeRoster, planShifts } from './desk/plan-work.ts';
export { changeRosterDays } from './desk/change-roster-days.ts';
export { covers, shiftsAround, type RosterDay, type RosterEntry, type Shift, type ShiftPlan } from './desk/shift.ts';
export { endAbsence, recordAbsence } from './desk/keep-absences.ts';
export { isAway, type Absence, type AbsenceFilter } from './desk/absence.ts';
export { handOverWork } from './desk/hand-over-work.ts';
export { namePeople } from './desk/name-people.ts';
export { viewColleagues, type Colleague } from './desk/view-colleagues.ts';
export { giveOutWork } from './desk/give-out-work.ts';
export { openDueHandovers } from './desk/open-due-handovers.ts';
export { acknowledgeItem, addHandoverItem, closeHandover, openHandover } from './desk/keep-handover.ts';
export { isForOthers, type Handover, type HandoverFilter } from './desk/handover.ts';
export {
  listAbsences,
  listHandovers,
  viewHandover,
  viewOnDuty,
  viewRoster,
  viewShifts,
} from './desk/view-work-plan.ts';
export type { DeskWork, WorkPlan } from './desk/work-plan.ts';
export { unmaskCase } from './personal-data/unmask-case.ts';
export { listAccesses, type AccessList } from './personal-data/list-accesses.ts';
export type { Access, AccessFilter, AccessLog } from './personal-data/access-log.ts';
export type { CaseFilter, CaseRecord, Readers } from './readers.ts';
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
export { authoriseAudit, authoriseDesign, centresToRegisterFor } from './case/authorisation.ts';
export { takesPart, candidateKeysOf } from './case/candidates.ts';
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
export { brokenLink, type Digest, type JournalEntry, type JournalEntryType } from './case/journal.ts';
export { addAttachment, mayAttach } from './attachments/add-attachment.ts';
export { attachmentName, attachmentType, headLength } from './attachments/attachment-type.ts';
export { largestAttachment, type Attachment, type AttachmentStore } from './attachments/attachment.ts';
export { removeAttachment } from './attachments/remove-attachment.ts';
export { sweepUploads } from './attachments/sweep-uploads.ts';
export { listAttachments, readableAttachment } from './attachments/view-attachments.ts';
export {
  viewNetwork,
  type NetworkFigures,
  type NetworkStore,
  type NetworkView,
  type NodeBeat,
} from './network/network.ts';
export type { OutsideContext } from './outside-context.ts';
export { addressMessage, deliveryOf, type DeliveryContext } from './deliveries/address-message.ts';
export { queueWork, reportDelivery } from './deliveries/deliver-work.ts';
export {
  deliveryChannels,
  deliveryStatuses,
  type Delivery,
  type DeliveryAttempt,
  type DeliveryChannel,
  type DeliveryFilter,
  type DeliveryOutcome,
  type DeliveryPage,
  type DeliveryStore,
} from './deliveries/delivery.ts';
export { listDeliveries, resendDelivery, viewDelivery } from './deliveries/list-deliveries.ts';
export type { MessageTemplate, MessageTemplates } from './deliveries/message-template.ts';
export { externalTasksOf } from './case/external-task.ts';
export type { OutgoingMessage } from './case/message.ts';
export { slaState, targetOf } from './case/sla-target.ts';
export { lineOf, type Organisation, type OrganisationNode } from './case/organisation.ts';
export { caseIdOf, isOpen, type Task } from './case/task.ts';
export { caseChange, visibleChange, type CaseChange, type ChangeFeed, type FeedItem } from './live/case-change.ts';
export {
  noDueAt,
  worklistItem,
  type HeldTasks,
  type WorklistFilter,
  type WorklistItem,
  type WorklistPage,
} from './case/worklist-item.ts';
export { applyOverride, type OverrideAnswer } from './overrides/apply-override.ts';
export { listOverrides, type OverrideOffer } from './overrides/list-overrides.ts';
export type { Undo } from './overrides/override.ts';
export { overrideActions, type OverrideAction, type OverrideRequest } from './overrides/overrides.ts';
export { previewSplit } from './overrides/preview-split.ts';
export { previewOverride, type OverridePreview } from './overrides/preview-override.ts';
export {
  stateOfWork,
  workItemOf,
  workStates,
  type TopicStanding,
  type Worker,
  type WorkerRef,
  type WorkFilter,
  type WorkItem,
  type WorkPage,
  type WorkState,
  type WorkStore,
} from './work.ts';
export type { Deployment, DeploymentFile, Problem as ModelProblem } from './definition.ts';
export type { MigrationMapping } from './migration.ts';
export type { Data, Executor, ModifyInstruction } from './executor.ts';
export { compileDefinition } from './model/compile-definition.ts';
export { bpmnEngineExecutor } from './bpmn-engine/bpmn-engine-executor.ts';
export { executionExecutor } from './execution/execution-executor.ts';
export { notePresence, type Presence, type PresenceStore } from './workspace/presence.ts';
export {
  listFilters,
  removeFilter,
  saveFilter,
  type SavedFilter,
  type SavedFilterStore,
} from './workspace/saved-filter.ts';
export { discardDraft, saveDraft, viewDraft, type DraftStore, type TaskDraft } from './workspace/task-draft.ts';
export { filterAt, worklistStates, type WorklistQuery } from './workspace/worklist-query.ts';
export type { WorkspaceContext } from './workspace/workspace-context.ts';
export {
  nextLedgerEntry,
  type AnchoredHead,
  type Ledger,
  type LedgerEntry,
  type LedgerSigner,
  type VerifySignature,
} from './audit/ledger.ts';
export { verifyCase, type AuditContext } from './audit/verify-case.ts';
export { verifyLedger, type LedgerVerification } from './audit/verify-ledger.ts';
export {
  eachFoundEntry,
  mostCounted,
  searchJournal,
  type FoundEntry,
  type JournalFilter,
  type JournalSearch,
  type JournalSearchContext,
  type SearchJournal,
} from './audit/search-journal.ts';
export { readDiagram, type Bounds, type Diagram, type Edge, type Shape } from './model/diagram.ts';
export type { Happening } from './executor.ts';
export { parseMoment } from './model/timer/zoned-time.ts';
export { viewEvidence, type CaseEvidence } from './audit/view-evidence.ts';
export { viewTrace, type CaseTrace } from './audit/view-trace.ts';
export type { CaseVerification } from './audit/verify-case.ts';
export type { ShownEntry } from './queries/view-case.ts';
