/** Applies all rules to one file and says what they found in the words of a deployment's problems. */
import type { Problem } from '../../definition.ts';
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';
import type { Rule, Severity } from './rule.ts';
import { RULES } from './rules.ts';

/** The innermost element around this one that has an id, and so a place in the text. */
const identified = (element: ModdleElement): ModdleElement => {
  let owner = element;
  while (owner.id === undefined && owner.$parent !== undefined) owner = owner.$parent;
  return owner;
};

const graveness = (model: CheckedModel, severity: Severity, element: ModdleElement): Problem['severity'] => {
  if (severity !== 'error-if-executable') return severity;
  return model.isExecutable(element) ? 'error' : 'warning';
};

const problemsOf = (model: CheckedModel, rule: Rule, file: string): Problem[] =>
  [...rule.check(model)].map((finding) => {
    const element = identified(finding.element);
    const line = finding.line ?? model.parsed.source.lines.get(element.id ?? '');
    return {
      severity: graveness(model, finding.severity ?? rule.severity, finding.element),
      rule: rule.name,
      file,
      ...(line === undefined ? {} : { line }),
      ...(element.id === undefined ? {} : { elementId: element.id }),
      ...(element.name === undefined ? {} : { elementName: element.name }),
      message: finding.message,
    };
  });

/** In the order of the text. */
export const checkModel = (model: CheckedModel, file: string): Problem[] =>
  RULES.flatMap((rule) => problemsOf(model, rule, file)).toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
