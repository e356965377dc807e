/** Everything in the BPMN namespace is an element the standard knows, at a place where it may stand. */
import type { Finding, Rule } from './rule.ts';

/** bpmn-moddle leaves out what it cannot place and says so in a warning of this form. */
const UNPLACED = /^unparsable content (.*) detected\s+line: (\d+)[\s\S]*nested error: (.*)/;

/** Elements of the standard that bpmn-moddle knows by a wrong name; they have no bearing on a run. */
const UNKNOWN_TO_MODDLE = /^<(?:[^:>\s]+:)?messageFlowRef\b/;

const isOurs = (tag: string, namespaces: ReadonlyMap<string, string>): boolean => {
  const prefix = /^<\/?(?:([^:>\s]+):)?/.exec(tag)?.[1] ?? '';
  return namespaces.get(prefix)?.includes('/spec/BPMN/') ?? prefix === '';
};

export const knownElements: Rule = {
  name: 'known-elements',
  severity: 'error',
  *check({ parsed }): Iterable<Finding> {
    for (const { message } of parsed.warnings) {
      const [, content, line, problem = ''] = UNPLACED.exec(message) ?? [];
      if (content === undefined || problem.startsWith('duplicate ID')) continue;
      const tag = content.slice(0, 80);
      if (UNKNOWN_TO_MODDLE.test(tag)) continue;
      const ours = isOurs(tag, parsed.source.namespaces);
      yield {
        element: parsed.rootElement,
        line: Number(line) + 1,
        severity: ours ? 'error' : 'warning',
        message: ours
          ? `${tag} is no BPMN element or may not stand here (${problem}); remove it or correct its name and place.`
          : `${tag} stands outside extensionElements and is ignored (${problem}); move it into extensionElements.`,
      };
    }
  },
};
