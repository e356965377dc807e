/** The systems around the product during the month: they answer as the reference systems do, and one of them is down for a while. */
import {
  completeExternalTask,
  failExternalTask,
  fetchWork,
  Refusal,
  caseIdOf,
  type FetchedWork,
  type OutsideContext,
} from '../../engine/index.ts';
import { billingSystem } from '../../systems/billing-system.ts';
import { customerRecordSystem } from '../../systems/customer-record-system.ts';
import { faultRepairSystem } from '../../systems/fault-repair-system.ts';
import { inParallel } from '../in-parallel.ts';
import type { People } from './people.ts';

const systems = [customerRecordSystem, billingSystem, faultRepairSystem];
export const lookUpTopics = systems.flatMap(({ topics }) => topics);
export const branchTopic = 'branch-work-order';

const lockDurationMs = 10 * 60_000;
const maxTasks = 100;

const answerOf = (work: FetchedWork, at: Date): Readonly<Record<string, unknown>> => {
  const system = systems.find(({ topics }) => topics.includes(work.topic));
  if (!system)
    return { branchOutcome: 'replied', branchReply: '分公司系统：已处理完毕。 Done, says the branch’s own system.' };
  const { id, topic, variables, contact } = work;
  const phone = contact?.customer.phone;
  const known = contact && { contact: { centre: contact.centre, customer: phone === undefined ? {} : { phone } } };
  return system.answer({ id, topic, variables, ...known }, at);
};

/** Work of one case one after the other, so that it does not race with itself. */
const byCase = (works: readonly FetchedWork[]): FetchedWork[][] => {
  const groups = new Map<string, FetchedWork[]>();
  for (const work of works) groups.set(caseIdOf(work.id), [...(groups.get(caseIdOf(work.id)) ?? []), work]);
  return [...groups.values()];
};

/** One round of a worker over these topics. While its system is down every piece of work fails for good. */
export const serveRound = async (
  context: OutsideContext,
  people: People,
  topics: readonly string[],
  at: Date,
  isDown = false,
): Promise<void> => {
  const actor = people.byId('integration');
  const workerId = isDown ? 'branch-system' : 'reference-systems';
  const wanted = topics.map((topic) => ({ topic, lockDurationMs }));
  const works = await fetchWork(context, { actor, at, workerId, topics: wanted, maxTasks });
  await inParallel(byCase(works), async (ofCase) => {
    for (const work of ofCase) {
      const command = { actor, at, workId: work.id, workerId };
      try {
        await (isDown
          ? failExternalTask(context, {
              ...command,
              message: '分公司系统无响应 The branch’s system does not answer.',
              retries: 0,
            })
          : completeExternalTask(context, { ...command, data: answerOf(work, at) }));
      } catch (error) {
        // The look-ups were given up, or the case is over.
        if (!(error instanceof Refusal)) throw error;
      }
    }
  });
  if (works.length === maxTasks) await serveRound(context, people, topics, at, isDown);
};
