/** The HTTP application: security headers, JSON in and out, operations under `/api/v1`, problems out. */
import express, { type Express } from 'express';
import { mountOperations, operation, type ApiContext, type Operation } from './operation.ts';
import { listCasesOperation, registerCaseOperation, showCase, showJournal } from './operations/cases.ts';
import { followEvents } from './operations/events.ts';
import { showHealth } from './operations/health.ts';
import { showMessages } from './operations/messages.ts';
import { listDefinitionsOperation, showDefinition, showDiagram } from './operations/definitions.ts';
import {
  deployDesignOperation,
  discardDesignOperation,
  listDesignsOperation,
  listDesignStatesOperation,
  openDesignOperation,
  saveDesignOperation,
  showDesign,
  showDesignState,
} from './operations/designs.ts';
import { deployOperation, listDeploymentsOperation, showDeployment } from './operations/deployments.ts';
import { showAccessLog, showCaseAccessLog, unmaskCaseOperation } from './operations/personal-data.ts';
import { showOrganisation } from './operations/organisation.ts';
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
import { showWorklist } from './operations/worklist.ts';
import { pageRoutes } from './pages/pages.ts';
import { EdgeRefusal, problemHandler, type LogFailure } from './problem.ts';

export const operations: readonly Operation[] = [
  showHealth,
  showOpenApi(() => operations),
  openSession,
  showSession,
  closeSession,
  registerCaseOperation,
  listCasesOperation,
  showCase,
  showJournal,
  showWorklist,
  showTask,
  claimTaskOperation,
  releaseTaskOperation,
  completeTaskOperation,
  showMessages,
  followEvents,
  showWaiting,
  completeWorkOperation,
  throwErrorOperation,
  throwEscalationOperation,
  retryIncidentOperation,
  correlateMessageOperation,
  broadcastSignalOperation,
  changeDataOperation,
  modifyTokensOperation,
  planMigrationOperation,
  migrateCaseOperation,
  terminateCaseOperation,
  deployOperation,
  listDeploymentsOperation,
  showDeployment,
  listDefinitionsOperation,
  showDefinition,
  showDiagram,
  listDesignsOperation,
  openDesignOperation,
  showDesign,
  saveDesignOperation,
  discardDesignOperation,
  deployDesignOperation,
  listDesignStatesOperation,
  showDesignState,
  showOrganisation,
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
  app.use('/api/v1', mountOperations(context, [listOperations, ...operations]));
  app.use('/api', (request) => {
    throw new EdgeRefusal(
      'NO_SUCH_OPERATION',
      `There is no ${request.method} ${request.originalUrl.split('?')[0]}; the operations are listed at GET /api/v1.`,
    );
  });
  app.use('/api', problemHandler(logFailure));
  app.use(pageRoutes(context, logFailure));
  return app;
};
