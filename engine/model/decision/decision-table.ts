/** Decision tables (DMN 1.3 §8). */
import type { Data } from '../../data.ts';
import { toData } from '../expression/feel-data.ts';
import { compileProgram, type Program } from './boxed-expression.ts';
import { DecisionError } from './decision.ts';
import { baseType, castTo } from './feel-type.ts';
import { AGGREGATORS, HIT_POLICIES, type Hit } from './hit-policy.ts';
import type { Logic, LogicContext, LogicResult } from './logic.ts';
import { partOf, partsOf, stringOf, textIn, type DmnElement } from './parse-dmn.ts';
import { compileUnaryTest, type UnaryTest } from './unary-test.ts';

type Input = { readonly label: string; readonly type: string | undefined; readonly program: Program };
type Output = {
  readonly name: string;
  readonly type: string | undefined;
  readonly otherwise: Program | undefined;
  /** Allowed values in their order, which is the priority. */
  readonly order: readonly unknown[];
};
type TableRule = { readonly id: string; readonly tests: readonly UnaryTest[]; readonly outputs: readonly Program[] };

const readUnaryTest = (cell: DmnElement, context: LogicContext): UnaryTest => {
  const language = stringOf(cell, 'expressionLanguage');
  if (language !== undefined && !/feel/i.test(language))
    context.report(`A cell is written in '${language}'; write it in FEEL.`, cell.id);
  try {
    return compileUnaryTest(textIn(cell), context.names);
  } catch (error) {
    context.report(`A cell cannot be read: ${(error as Error).message}`, cell.id);
    return () => false;
  }
};

const inputsOf = (table: DmnElement, context: LogicContext): Input[] =>
  partsOf(table, 'input').map((input, index) => {
    const expression = partOf(input, 'inputExpression');
    const label = stringOf(input, 'label') ?? (textIn(expression) || `${index + 1}`);
    if (textIn(expression) === '')
      context.report(`The input '${label}' has no expression; name what it tests.`, input.id);
    return {
      label,
      type: baseType(stringOf(expression, 'typeRef'), context.types),
      program: compileProgram(expression, context),
    };
  });

/** The values of `outputValues`, evaluated once: they are literals. */
const orderOf = (output: DmnElement, context: LogicContext): readonly unknown[] => {
  const text = textIn(partOf(output, 'outputValues'));
  if (text === '') return [];
  const list = compileProgram({ $type: 'dmn:LiteralExpression', text: `[${text}]` }, context)({}, new Date(0));
  return Array.isArray(list) ? list : [];
};

const outputsOf = (table: DmnElement, context: LogicContext): Output[] => {
  const outputs = partsOf(table, 'output');
  if (outputs.length === 0) context.report('The table has no output; add one.', table.id);
  return outputs.map((output) => {
    const name = stringOf(output, 'name');
    if (name === undefined && outputs.length > 1)
      context.report('An output of several has no name; name each of them.', output.id);
    const otherwise = partOf(output, 'defaultOutputEntry');
    return {
      name: name ?? 'output',
      type: baseType(stringOf(output, 'typeRef'), context.types),
      otherwise: otherwise && compileProgram(otherwise, context),
      order: orderOf(output, context),
    };
  });
};

const rulesOf = (table: DmnElement, inputs: number, outputs: number, context: LogicContext): TableRule[] =>
  partsOf(table, 'rule').map((rule, index) => {
    const cells = partsOf(rule, 'inputEntry');
    const results = partsOf(rule, 'outputEntry');
    const id = rule.id ?? `rule ${index + 1}`;
    if (cells.length !== inputs || results.length !== outputs)
      context.report(
        `The rule '${id}' has ${cells.length} input and ${results.length} output cells; the table has ${inputs} inputs and ${outputs} outputs.`,
        rule.id,
      );
    return {
      id,
      tests: cells.map((cell) => readUnaryTest(cell, context)),
      outputs: results.map((cell) => compileProgram(cell, context)),
    };
  });

const typed = (context: LogicContext, what: string, type: string | undefined, value: unknown): unknown => {
  const cast = castTo(type, value);
  if (cast === undefined)
    throw new DecisionError(
      context.decisionId,
      `${what} of decision '${context.decisionId}' is ${JSON.stringify(toData(value))}; a ${type} is needed.`,
    );
  return cast;
};

const checkPolicy = (table: DmnElement, policy: string, outputs: readonly Output[], context: LogicContext): void => {
  const aggregation = stringOf(table, 'aggregation');
  if (!HIT_POLICIES.has(policy))
    context.report(
      `The hit policy '${policy}' is unknown; ${[...HIT_POLICIES.keys()].join(', ')} are allowed.`,
      table.id,
    );
  if (aggregation === undefined) {
    if ((policy === 'PRIORITY' || policy === 'OUTPUT ORDER') && outputs.every(({ order }) => order.length === 0))
      context.report(`The hit policy '${policy}' needs the allowed output values in their order; list them.`, table.id);
    return;
  }
  if (policy !== 'COLLECT')
    context.report(
      `The aggregation '${aggregation}' belongs to the hit policy COLLECT; the table has '${policy}'.`,
      table.id,
    );
  if (!AGGREGATORS.has(aggregation))
    context.report(`The aggregation '${aggregation}' is unknown; SUM, MIN, MAX and COUNT are allowed.`, table.id);
  if (outputs.length > 1)
    context.report('A table with an aggregation has exactly one output; remove the others.', table.id);
};

export const compileTable = (table: DmnElement, context: LogicContext): Logic => {
  const inputs = inputsOf(table, context);
  const outputs = outputsOf(table, context);
  const rules = rulesOf(table, inputs.length, outputs.length, context);
  const policyName = stringOf(table, 'hitPolicy') ?? 'UNIQUE';
  checkPolicy(table, policyName, outputs, context);
  const policy = HIT_POLICIES.get(policyName) ?? HIT_POLICIES.get('UNIQUE')!;
  const aggregate = AGGREGATORS.get(stringOf(table, 'aggregation') ?? '');
  const priorities = outputs.map(({ order }) => order);

  const hitsOf = (scope: Data, moment: Date): Hit[] => {
    const values = inputs.map(({ label, type, program }) =>
      typed(context, `The input '${label}'`, type, program(scope, moment)),
    );
    return rules
      .filter(({ tests }) => tests.every((test, index) => test(values[index], scope, moment)))
      .map((rule) => ({
        ruleId: rule.id,
        outputs: outputs.map(({ name, type }, index) =>
          typed(context, `The output '${name}' of rule '${rule.id}'`, type, rule.outputs[index]?.(scope, moment)),
        ),
      }));
  };
  const chosenOf = (hits: readonly Hit[]): readonly Hit[] => {
    try {
      return policy.choose(hits, priorities);
    } catch (error) {
      throw new DecisionError(context.decisionId, `In decision '${context.decisionId}' ${(error as Error).message}.`);
    }
  };
  const rowOf = (values: readonly unknown[]): Data =>
    Object.fromEntries(outputs.map(({ name }, index) => [name, values[index] ?? null]));
  const valueOf = (values: readonly unknown[]): unknown => (outputs.length === 1 ? (values[0] ?? null) : rowOf(values));
  const withoutHit = (scope: Data, moment: Date): LogicResult => {
    if (outputs.every(({ otherwise }) => otherwise === undefined))
      return { value: policy.isSingle ? null : [], rows: [], matchedRules: [] };
    const values = outputs.map(({ otherwise }) => otherwise?.(scope, moment) ?? null);
    const value = policy.isSingle ? valueOf(values) : [valueOf(values)];
    return { value, rows: [rowOf(values)], matchedRules: [] };
  };
  const aggregated = (hits: readonly Hit[]): LogicResult => {
    const all = hits.map((hit) => hit.outputs[0] ?? null);
    try {
      const value = aggregate!(all);
      return { value, rows: [rowOf([value])], matchedRules: hits.map(({ ruleId }) => ruleId) };
    } catch (error) {
      throw new DecisionError(context.decisionId, `In decision '${context.decisionId}' ${(error as Error).message}.`);
    }
  };

  return (scope, moment) => {
    const hits = chosenOf(hitsOf(scope, moment));
    if (aggregate !== undefined) return aggregated(hits);
    if (hits.length === 0) return withoutHit(scope, moment);
    const values = hits.map((hit) => valueOf(hit.outputs));
    return {
      value: policy.isSingle ? values[0] : values,
      rows: hits.map((hit) => rowOf(hit.outputs)),
      matchedRules: hits.map(({ ruleId }) => ruleId),
    };
  };
};
