/** What the clock of a case is told on elements and processes can be read: limits, reminder shares, pauses. */
import { compileExpression } from '../expression/compile-expression.ts';
import type { ModdleElement } from '../moddle-element.ts';
import { pauseReasons } from '../pause-reasons.ts';
import { parseDuration } from '../timer/iso-duration.ts';
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

/** Why a text is no duration, nor an expression that could give one. */
const durationProblem = (text: string): string | undefined => {
  try {
    if (compileExpression(text).language === 'literal') parseDuration(text);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/\.$/, '');
  }
};

const shareProblem = (text: string): string | undefined => {
  const percent = Number(text.replace(/\s*%$/, ''));
  return text === 'none' || (percent > 0 && percent < 100)
    ? undefined
    : `'${text}' is no share; write percent between 0 and 100, or none`;
};

const oneOf =
  (...allowed: string[]) =>
  (text: string): string | undefined =>
    allowed.includes(text) ? undefined : `'${text}' is not known; allowed are ${allowed.join(', ')}`;

const processAttributes = { caseLimit: durationProblem, firstResponseLimit: durationProblem };

const problemOf = {
  reminderShare: shareProblem,
  clock: oneOf('pause', 'resume'),
  pauseCap: durationProblem,
  pauseReason: oneOf(...pauseReasons.map(({ id }) => id)),
} as const;

const problemsIn = (
  element: ModdleElement,
  checks: Readonly<Record<string, (text: string) => string | undefined>>,
): Finding[] =>
  Object.entries(checks).flatMap(([name, check]) => {
    const text = element.$attrs[`ladder:${name}`]?.trim();
    const problem = text === undefined ? undefined : check(text);
    return problem === undefined
      ? []
      : [{ element, message: `${sentence(title(element))} has a ladder:${name} that cannot be used: ${problem}.` }];
  });

export const timeLimits: Rule = {
  name: 'time-limits',
  severity: 'error-if-executable',
  *check({ processes, nodes }): Iterable<Finding> {
    for (const process of processes) yield* problemsIn(process, { ...processAttributes, reminderShare: shareProblem });
    for (const node of nodes) yield* problemsIn(node, problemOf);
  },
};
