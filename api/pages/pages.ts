/** All pages, and what every one of them says to the browser about security. */
import { Router } from 'express';
import type { ApiContext } from '../operation.ts';
import { refuseWhileMaking } from '../while-making.ts';
import { EdgeRefusal, type LogFailure } from '../problem.ts';
import { auditPage } from './audit.ts';
import { boardPage } from './board.ts';
import { caseListPage } from './case-list.ts';
import { casePage } from './case.ts';
import { escalateForm, noteForm, pauseForm, resumeForm } from './case-actions.ts';
import { claimTaskForm, completeTaskForm, releaseTaskForm, taskPage } from './task.ts';
import { overrideForm, overridePage, previewOverrideForm } from './override.ts';
import {
  batchPage,
  overridesPage,
  previewBatchForm,
  startBatchForm,
  stopBatchForm,
  undoBatchForm,
} from './overrides.ts';
import {
  addCalendarForm,
  calendarForm,
  calendarPage,
  calendarsPage,
  recalculateForm,
  retireCalendarForm,
} from './calendars.ts';
import { decisionForm, decisionPage, decisionsPage } from './decisions.ts';
import { processesPage, processPage } from './processes.ts';
import { absenceForm, addPersonForm, endAbsenceForm, rosterForm, staffPage } from './staff.ts';
import { personForm, personPage } from './person.ts';
import { shiftsForm } from './shifts.ts';
import { assetRoutes } from './assets.ts';
import { designHistoryPage, restoreStateForm } from './design-history.ts';
import {
  migratePage,
  migrationDryRunPage,
  migrationPage,
  startMigrationForm,
  tryMigrationForm,
  carryOutMigrationForm,
  stopMigrationForm,
} from './migrate-cases.ts';
import { comparePage, processVersionPage, processVersionsPage } from './process-versions.ts';
import { trialForm, trialPage } from './trial.ts';
import { designerPage, discardDesignForm, editDesignPage, openDesignForm } from './designer.ts';
import {
  addItemForm,
  closeHandoverForm,
  handoverPage,
  handoversPage,
  openHandoverForm,
  takeItemForm,
} from './handover.ts';
import { linkForm, undoMergeForm, unlinkForm } from './case-links.ts';
import { customerPage, unmaskCustomerForm } from './customer.ts';
import { delegateForm, delegatePage } from './delegate.ts';
import { homePage } from './home.ts';
import { mountPages, type Page } from './page.ts';
import { preferencesForm } from './preferences.ts';
import { problemPages } from './problem-page.ts';
import { checkContactForm, registeredPage, registerForm, registerPage } from './register.ts';
import { searchPage } from './search.ts';
import { signInForm, signInPage, signOutForm } from './sign-in.ts';
import { wholeEvidenceForm } from './trace-evidence.ts';
import { tracePage, tracePicture, unmaskTraceForm } from './trace.ts';
import { worklistCounts, worklistPage } from './worklist.ts';
import { removeFilterForm, saveFilterForm, worklistSelection } from './worklist-actions.ts';

export const pages: readonly Page[] = [
  homePage,
  signInPage,
  signInForm,
  signOutForm,
  preferencesForm,
  worklistPage,
  worklistCounts,
  worklistSelection,
  saveFilterForm,
  removeFilterForm,
  registerPage,
  registerForm,
  checkContactForm,
  registeredPage,
  searchPage,
  customerPage,
  unmaskCustomerForm,
  handoversPage,
  openHandoverForm,
  handoverPage,
  addItemForm,
  takeItemForm,
  closeHandoverForm,
  delegatePage,
  delegateForm,
  taskPage,
  completeTaskForm,
  claimTaskForm,
  releaseTaskForm,
  boardPage,
  caseListPage,
  calendarsPage,
  addCalendarForm,
  calendarPage,
  calendarForm,
  recalculateForm,
  retireCalendarForm,
  decisionsPage,
  decisionPage,
  decisionForm,
  processesPage,
  processPage,
  staffPage,
  rosterForm,
  absenceForm,
  endAbsenceForm,
  addPersonForm,
  personPage,
  personForm,
  shiftsForm,
  overridesPage,
  previewBatchForm,
  startBatchForm,
  batchPage,
  stopBatchForm,
  undoBatchForm,
  casePage,
  overridePage,
  previewOverrideForm,
  overrideForm,
  linkForm,
  unlinkForm,
  undoMergeForm,
  noteForm,
  escalateForm,
  pauseForm,
  resumeForm,
  designerPage,
  openDesignForm,
  discardDesignForm,
  editDesignPage,
  auditPage,
  tracePage,
  tracePicture,
  unmaskTraceForm,
  wholeEvidenceForm,
  designHistoryPage,
  restoreStateForm,
  trialForm,
  trialPage,
  processVersionsPage,
  processVersionPage,
  comparePage,
  migratePage,
  migrationDryRunPage,
  startMigrationForm,
  tryMigrationForm,
  carryOutMigrationForm,
  migrationPage,
  stopMigrationForm,
];

/** Everything from ourselves, nothing inline: what somebody wrote into a field can never run. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `more`: pages that depend on what only the application knows. */
export const pageRoutes = (context: ApiContext, logFailure: LogFailure, more: readonly Page[] = []): Router => {
  const router = Router();
  router.use((_request, response, next) => {
    response.setHeader('Content-Security-Policy', contentSecurityPolicy);
    response.setHeader('Referrer-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    next();
  });
  router.use('/assets', assetRoutes());
  router.use(refuseWhileMaking(context));
  router.use(mountPages(context, [...pages, ...more]));
  router.use((request) => {
    throw new EdgeRefusal('NO_SUCH_OPERATION', `There is no page ${request.method} ${request.path}.`);
  });
  router.use(problemPages(context, logFailure));
  return router;
};
