/** Writes small DMN files and decides with them. */
import { expect } from 'chai';
import type { Problem } from '../../../../engine/definition.ts';
import { compileDecisions } from '../../../../engine/model/decision/compile-decisions.ts';
import type { DecisionResult } from '../../../../engine/model/decision/decision.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const dmn = (content: string): string =>
  `<?xml version="1.0"?>\n<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="test">\n${content}\n</definitions>`;

export const literal = (text: string): string => `<literalExpression><text>${escaped(text)}</text></literalExpression>`;

export type Table = {
  readonly policy?: string;
  readonly aggregation?: string;
  /** `expression` or `expression:type`. */
  readonly inputs: readonly string[];
  /** `name`, `name:type` or `name:type:allowed values`. */
  readonly outputs: readonly string[];
  /** Input cells, then output cells. */
  readonly rules: readonly (readonly string[])[];
  /** Rules are called by it and their number. */
  readonly rulePrefix?: string;
  /** Default of each output. */
  readonly otherwise?: readonly string[];
};

const entry = (kind: string, text: string): string => `<${kind}><text>${escaped(text)}</text></${kind}>`;

export const table = ({
  policy = 'UNIQUE',
  aggregation,
  inputs,
  outputs,
  rules,
  otherwise = [],
  rulePrefix = 'r',
}: Table): string => {
  const inputText = inputs.map((input) => {
    const [expression = '', type] = input.split(':');
    return `<input label="${escaped(expression)}"><inputExpression${type ? ` typeRef="${type}"` : ''}><text>${escaped(expression)}</text></inputExpression></input>`;
  });
  const outputText = outputs.map((output, index) => {
    const [name, type, values] = output.split(':');
    return `<output name="${name}"${type ? ` typeRef="${type}"` : ''}>${values ? entry('outputValues', values) : ''}${otherwise[index] ? entry('defaultOutputEntry', otherwise[index]) : ''}</output>`;
  });
  const ruleText = rules.map(
    (cells, index) =>
      `<rule id="${rulePrefix}${index + 1}">${cells.map((cell, at) => entry(at < inputs.length ? 'inputEntry' : 'outputEntry', cell)).join('')}</rule>`,
  );
  return `<decisionTable hitPolicy="${policy}"${aggregation ? ` aggregation="${aggregation}"` : ''}>${inputText.join('')}${outputText.join('')}${ruleText.join('')}</decisionTable>`;
};

export const decision = (id: string, logic: string, requires: readonly string[] = [], name = id): string => {
  const requirements = requires.map((each) => {
    const [kind = '', target] = each.split(':');
    return kind === 'requiredKnowledge'
      ? `<knowledgeRequirement><requiredKnowledge href="#${target}"/></knowledgeRequirement>`
      : `<informationRequirement><${kind} href="#${target}"/></informationRequirement>`;
  });
  return `<decision id="${id}" name="${name}">${requirements.join('')}${logic}</decision>`;
};

export const problemsIn = async (...contents: string[]): Promise<readonly Problem[]> =>
  (await compileDecisions(contents.map((content, index) => ({ name: `${index + 1}.dmn`, content })))).problems;

const MOMENT = new Date('2026-03-04T05:06:07Z');

/** Decides `id` with the given files; there must be nothing wrong with them. */
export const decide = async (
  id: string,
  scope: Record<string, unknown>,
  ...contents: string[]
): Promise<DecisionResult> => {
  const files = contents.map((content, index) => ({ name: `${index + 1}.dmn`, content }));
  const { decisions, problems } = await compileDecisions(files);
  expect(problems).to.deep.equal([]);
  return decisions.get(id)!.evaluate(scope, MOMENT);
};

export const decideTable = (shape: Table, scope: Record<string, unknown>): Promise<DecisionResult> =>
  decide('t', scope, dmn(decision('t', table(shape))));
