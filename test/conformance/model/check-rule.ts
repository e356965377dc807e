/** Defines the tests of one deploy check: the models it must find fault with and those it must leave in peace. */
import { expect } from 'chai';
import type { Problem } from '../../../engine/definition.ts';
import { bpmn, problemsOf } from './model-text.ts';

/** The content of an executable process, or a whole file. */
type Model = string;

export type RuleCases = {
  readonly severity: Problem['severity'];
  /** By what is wrong with them. */
  readonly bad: Readonly<Record<string, Model>>;
  readonly good: Readonly<Record<string, Model>>;
  /** Root elements beside the process. */
  readonly roots?: string;
  readonly files?: Record<string, string>;
};

/** Rules that have been tried, for the test that none is forgotten. */
export const triedRules = new Set<string>();

const whole = (model: Model, roots: string | undefined): string =>
  model.startsWith('<?xml') ? model : bpmn(model, roots);

export const describeRule = (rule: string, { severity, bad, good, roots, files }: RuleCases): void => {
  triedRules.add(rule);
  describe(rule, () => {
    for (const [title, model] of Object.entries(bad))
      it(`finds ${title}`, async () => {
        const found = (await problemsOf(whole(model, roots), files)).filter((problem) => problem.rule === rule);
        expect(found.map((problem) => problem.severity)).to.include(severity);
        expect(found[0]!.message).to.match(/^\S.*[.]$/s);
        expect(found[0]).to.include.keys('file', 'line');
      });
    for (const [title, model] of Object.entries(good))
      it(`allows ${title}`, async () => {
        const problems = await problemsOf(whole(model, roots), files);
        const errors = problems.filter((problem) => problem.severity === 'error' || problem.rule === rule);
        expect(errors).to.deep.equal([]);
      });
  });
};
