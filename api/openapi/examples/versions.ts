import type { Example } from '../example.ts';

const design = { designId: '{designId}' };
const ref = { ref: 'exampleSurvey:1' };

/** A second version of a process, what differs, and a case that moves to it. Goes on with the design of `follow-ups.ts`. */
export const versions: readonly Example[] = [
  {
    operation: 'POST /cases',
    as: 'junior.lanzhou',
    body: {
      centre: 'lanzhou',
      channel: 'phone',
      subject: '回访 Survey',
      category: 'service',
      definitionKey: 'exampleSurvey',
    },
    keep: { surveyCase: 'caseId' },
  },
  { operation: 'POST /designs/:designId/trial', as: 'designer', params: design, body: { limit: 10 } },
  { operation: 'POST /designs/:designId/deploy', as: 'designer', params: design },
  { operation: 'GET /definitions/:ref/compare', as: 'designer', params: ref, query: { with: 'exampleSurvey:2' } },
  { operation: 'GET /definitions/:ref/migration', as: 'designer', params: ref },
  { operation: 'POST /definitions/:ref/migration/dry-run', as: 'designer', params: ref, body: {} },
  {
    operation: 'POST /cases/:caseId/migrate',
    as: 'manager.lanzhou',
    params: { caseId: '{surveyCase}' },
    body: { reason: '新版本流程' },
  },
  { operation: 'DELETE /designs/:designId', as: 'designer', params: design },
  { operation: 'DELETE /session', as: 'junior4.lanzhou' },
];
