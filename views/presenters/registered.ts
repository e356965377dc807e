/** What an agent reads out and does next, once a contact has become a case. */
import { isOpen, type Case } from '../../engine/index.ts';
import { taskLine, type CaseAround } from './case.ts';
import { codeName } from './code-name.ts';

export const registeredModel = (current: Case, around: CaseAround): Record<string, unknown> => {
  const { contact, links = [] } = current;
  const { locale } = around.reader;
  return {
    number: current.number,
    href: `/cases/${current.number}`,
    subject: contact.subject,
    category: codeName('category', contact.category, locale),
    isClosed: current.status === 'closed',
    promisedAt: contact.contactPromisedBy,
    repeatOf: links
      .filter(({ kind }) => kind === 'repeatOf')
      .map(({ caseNumber }) => ({ number: caseNumber, href: `/cases/${caseNumber}` })),
    tasks: current.tasks.filter(isOpen).map((task) => taskLine(current, task, around)),
  };
};
