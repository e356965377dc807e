/** The tokens of a case as a manager sees them: where each waits, for what, since when. */
import { requireDefinition } from '../case/advance.ts';
import type { Case, Run } from '../case/case.ts';
import { executorOf } from '../case/executor-of.ts';
import { isToken } from '../case/stands.ts';
import { waitIdOf } from '../case/wait-id.ts';
import type { Definition } from '../definition.ts';
import type { Waiting } from '../executor.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';

export type Token = {
  /** `<run>.<execution>`, as commands take it. */
  readonly waitId: string;
  readonly runId: string;
  readonly executionId: string;
  readonly activityId: string;
  readonly name?: string;
  readonly kind: Waiting['kind'];
  readonly since?: Date;
};

const tokensOfRun = (context: Pick<Context, 'executor' | 'executors'>, run: Run, definition: Definition): Token[] => {
  const since = new Map((run.stands ?? []).map((stand) => [stand.executionId, stand.since]));
  return executorOf(context, run.execution)
    .waiting(definition, run.execution)
    .filter((waiting) => isToken(definition, waiting))
    .map(({ executionId, activityId, kind }) => ({
      waitId: waitIdOf(run.id, executionId),
      runId: run.id,
      executionId,
      activityId,
      kind,
      ...present({ name: definition.elements.get(activityId)?.name, since: since.get(executionId) }),
    }));
};

/** Every token of the running processes of a case. */
export const tokensOf = async (
  context: Pick<Context, 'definitions' | 'executor' | 'executors'>,
  current: Case,
): Promise<Token[]> => {
  const running = current.runs.filter(({ execution }) => execution.status === 'running');
  const tokens = await Promise.all(
    running.map(async (run) => tokensOfRun(context, run, (await requireDefinition(context, current, run)).definition)),
  );
  return tokens.flat();
};
