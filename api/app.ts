/** The HTTP application: security headers, JSON in and out, operations under `/api/v1`, problems out. */
import express, { type Express } from 'express';
import { mountOperations, operation, type ApiContext, type Operation } from './operation.ts';
import {
  addCalendarOperation,
  explainCalendarOperation,
  listCalendars,
  removeCalendarOperation,
  replaceCalendarOperation,
  showCalendar,
  showCalendarHistory,
} from './operations/calendars.ts';
import { previewRecalculationOperation, recalculateCalendarOperation } from './operations/recalculation.ts';
import { showLedger, verifyCaseOperation, verifyLedgerOperation } from './operations/audit.ts';
import { exportCases } from './operations/case-export.ts';
import { listCasesOperation, registerCaseOperation, showCase, showJournal } from './operations/cases.ts';
import { exportJournal, searchJournalOperation } from './operations/journal.ts';
import { showEvidence, showWholeEvidence } from './operations/evidence.ts';
import { followEvents } from './operations/events.ts';
import {
  answerMajorIncidentOperation,
  bindCasesOperation,
  declareMajorIncidentOperation,
  linkCasesOperation,
  mergeCasesOperation,
  reopenCaseOperation,
  previewSplitOperation,
  splitCaseOperation,
  undoMergeOperation,
  unlinkCasesOperation,
} from './operations/links.ts';
import {
  acknowledgeCaseOperation,
  extendTargetOperation,
  pauseClockOperation,
  resumeClockOperation,
  showSla,
} from './operations/sla.ts';
import { countCasesOperation, countElementsOperation, showStuck } from './operations/case-counts.ts';
import {
  listBatchesOperation,
  listBatchResultsOperation,
  previewBatchOperation,
  showBatch,
  startBatchOperation,
  stopBatchOperation,
  undoBatchOperation,
} from './operations/batches.ts';
import { actOnTasksOperation } from './operations/bulk-tasks.ts';
import { showHealth } from './operations/health.ts';
import { showMessages } from './operations/messages.ts';
import {
  checkContactOperation,
  listContacts,
  listCustomers,
  lookUpCustomerOperation,
  searchCasesOperation,
  showCustomer,
} from './operations/customers.ts';
import { listDefinitionsOperation, showDefinition, showDiagram } from './operations/definitions.ts';
import { designOperations } from './operations/designs.ts';
import { deployOperation, listDeploymentsOperation, showDeployment } from './operations/deployments.ts';
import { outsideOperations } from './operations/outside.ts';
import { showAccessLog, showCaseAccessLog, unmaskCaseOperation } from './operations/personal-data.ts';
import { addPersonOperation, changePersonOperation, listPeopleOperation, showPerson } from './operations/people.ts';
import { endAbsenceOperation, listAbsencesOperation, recordAbsenceOperation } from './operations/absences.ts';
import {
  acknowledgeItemOperation,
  addHandoverItemOperation,
  closeHandoverOperation,
  listHandoversOperation,
  openHandoverOperation,
  showHandover,
} from './operations/handovers.ts';
import {
  changeRosterOperation,
  planShiftsOperation,
  showOnDuty,
  showRoster,
  showShifts,
} from './operations/work-plan.ts';
import { showOrganisation, showOrganisationJournal } from './operations/organisation.ts';
import {
  addNoteOperation,
  applyOverrideOperation,
  listOverridesOperation,
  previewOverrideOperation,
} from './operations/overrides.ts';
import {
  broadcastSignalOperation,
  changeDataOperation,
  completeWorkOperation,
  correlateMessageOperation,
  migrateCaseOperation,
  modifyTokensOperation,
  planMigrationOperation,
  retryIncidentOperation,
  showWaiting,
  terminateCaseOperation,
  throwErrorOperation,
  throwEscalationOperation,
} from './operations/process.ts';
import { showOpenApi } from './operations/openapi.ts';
import { closeSession, openSession, showSession } from './operations/session.ts';
import { claimTaskOperation, completeTaskOperation, releaseTaskOperation, showTask } from './operations/tasks.ts';
import {
  discardDraftOperation,
  notePresenceOperation,
  saveDraftOperation,
  showDraft,
} from './operations/task-drafts.ts';
import { versionChangeOperations } from './operations/version-changes.ts';
import { showWorklist } from './operations/worklist.ts';
import { apiReferencePage } from './pages/api-reference.ts';
import { pageRoutes } from './pages/pages.ts';
import { refuseWhileMaking } from './while-making.ts';
import { EdgeRefusal, problemHandler, type LogFailure } from './problem.ts';

export const operations: readonly Operation[] = [
  showHealth,
  showOpenApi(() => operations),
  openSession,
  showSession,
  closeSession,
  registerCaseOperation,
  listCasesOperation,
  countCasesOperation,
  exportCases,
  // Before the case by its id, which would take 'search' for one.
  searchCasesOperation,
  showCase,
  showStuck,
  countElementsOperation,
  showJournal,
  linkCasesOperation,
  unlinkCasesOperation,
  mergeCasesOperation,
  undoMergeOperation,
  previewSplitOperation,
  splitCaseOperation,
  reopenCaseOperation,
  declareMajorIncidentOperation,
  bindCasesOperation,
  answerMajorIncidentOperation,
  listCustomers,
  lookUpCustomerOperation,
  showCustomer,
  listContacts,
  checkContactOperation,
  showWorklist,
  actOnTasksOperation,
  showTask,
  claimTaskOperation,
  releaseTaskOperation,
  completeTaskOperation,
  showDraft,
  saveDraftOperation,
  discardDraftOperation,
  notePresenceOperation,
  showMessages,
  followEvents,
  verifyCaseOperation,
  verifyLedgerOperation,
  showLedger,
  searchJournalOperation,
  exportJournal,
  showEvidence,
  showWholeEvidence,
  showWaiting,
  completeWorkOperation,
  throwErrorOperation,
  throwEscalationOperation,
  retryIncidentOperation,
  ...outsideOperations,
  correlateMessageOperation,
  broadcastSignalOperation,
  changeDataOperation,
  modifyTokensOperation,
  planMigrationOperation,
  migrateCaseOperation,
  terminateCaseOperation,
  listOverridesOperation,
  previewOverrideOperation,
  applyOverrideOperation,
  addNoteOperation,
  startBatchOperation,
  previewBatchOperation,
  listBatchesOperation,
  showBatch,
  listBatchResultsOperation,
  stopBatchOperation,
  undoBatchOperation,
  deployOperation,
  listDeploymentsOperation,
  showDeployment,
  showSla,
  pauseClockOperation,
  resumeClockOperation,
  extendTargetOperation,
  acknowledgeCaseOperation,
  listCalendars,
  addCalendarOperation,
  showCalendar,
  replaceCalendarOperation,
  recalculateCalendarOperation,
  previewRecalculationOperation,
  removeCalendarOperation,
  showCalendarHistory,
  explainCalendarOperation,
  listDefinitionsOperation,
  showDefinition,
  showDiagram,
  ...versionChangeOperations,
  ...designOperations,
  showOrganisation,
  showOrganisationJournal,
  listPeopleOperation,
  showPerson,
  addPersonOperation,
  changePersonOperation,
  showShifts,
  planShiftsOperation,
  showRoster,
  changeRosterOperation,
  showOnDuty,
  recordAbsenceOperation,
  listAbsencesOperation,
  endAbsenceOperation,
  openHandoverOperation,
  listHandoversOperation,
  showHandover,
  addHandoverItemOperation,
  acknowledgeItemOperation,
  closeHandoverOperation,
  unmaskCaseOperation,
  showCaseAccessLog,
  showAccessLog,
];

const listOperations = operation({
  method: 'get',
  path: '/',
  summary: 'All operations with a line each',
  access: 'public',
  schemas: {},
  handle: async () => ({
    body: {
      operations: operations.map(({ method, path, summary, access }) => ({
        method: method.toUpperCase(),
        path: `/api/v1${path}`,
        summary,
        access,
      })),
    },
  }),
});

export const createApp = (context: ApiContext, logFailure: LogFailure): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    next();
  });
  app.use('/api/v1', refuseWhileMaking(context), mountOperations(context, [listOperations, ...operations]));
  app.use('/api', (request) => {
    throw new EdgeRefusal(
      'NO_SUCH_OPERATION',
      `There is no ${request.method} ${request.originalUrl.split('?')[0]}; the operations are listed at GET /api/v1.`,
    );
  });
  app.use('/api', problemHandler(logFailure));
  app.use(pageRoutes(context, logFailure, [apiReferencePage(() => operations)]));
  return app;
};
