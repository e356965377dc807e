import type { Definition, Problem } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { Execution, Executor } from '../executor.ts';
import type { Context } from '../ports.ts';

type Executors = Pick<Context, 'executor' | 'executors'>;

const runs = ({ unsupported }: Executor, definition: Definition): boolean =>
  unsupported === undefined || unsupported(definition).length === 0;

const namedIn = ({ attributes }: Definition): string | undefined => attributes['ladder:executor']?.trim() || undefined;

/**
 * The executor new runs of a definition get: the one the model names, else the installation's choice, else one that can run it.
 * When none can, the choice, whose refusal says why.
 */
export const executorFor = ({ executor, executors }: Executors, definition: Definition): Executor => {
  const named = namedIn(definition);
  const chosen = named === undefined ? executor : (executors.get(named) ?? executor);
  return [chosen, ...executors.values()].find((one) => runs(one, definition)) ?? chosen;
};

/** The executor an execution goes on with: the one that began it. */
export const executorOf = ({ executors }: Pick<Context, 'executors'>, execution: Execution): Executor => {
  const own = executors.get(execution.executor);
  if (own) return own;
  throw new Refusal(
    'NOT_SUPPORTED',
    `The execution was begun by executor '${execution.executor}'; here are ${[...executors.keys()].join(', ')}.`,
    { executor: execution.executor },
  );
};

/** What is to be said of a definition's executor when it is deployed: an error where the model names one in vain. */
export const executorProblems = (known: Executors, definition: Definition): Problem[] => {
  const { fileName: file, key, model } = definition;
  const named = namedIn(definition);
  const wanted = named === undefined ? known.executor : known.executors.get(named);
  const line = model.source.lines.get(key);
  const about = { rule: 'executor-runs-it', file, elementId: key, ...(line !== undefined && { line }) };
  if (!wanted)
    return [
      {
        ...about,
        severity: 'error',
        message: `The process '${key}' names the executor '${named}', which does not exist; allowed are ${[...known.executors.keys()].join(', ')}.`,
      },
    ];
  const problems = wanted.unsupported?.(definition) ?? [];
  if (problems.length === 0) return [];
  if (named !== undefined)
    return problems.map((problem) => ({
      ...about,
      ...problem,
      rule: about.rule,
      message: `The process '${key}' names the executor '${named}', which cannot run it: ${problem.message}`,
    }));
  return [
    {
      ...about,
      severity: 'warning',
      message: `The process '${key}' runs on '${executorFor(known, definition).name}', because '${wanted.name}' cannot run it: ${problems.length} problem(s), first: ${problems[0]!.message}`,
    },
  ];
};
