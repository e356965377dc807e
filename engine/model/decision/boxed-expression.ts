/** Boxed expressions other than tables (DMN 1.3 §10.2): literal, context, list, relation, invocation, function. */
import { FeelFunction } from 'feelin';
import type { Data } from '../../data.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { compileFeel } from '../expression/feel.ts';
import type { LogicContext } from './logic.ts';
import { partOf, partsOf, stringOf, textIn, type DmnElement } from './parse-dmn.ts';

/** Gives FEEL's own values. */
export type Program = (scope: Data, moment: Date) => unknown;

const nothing: Program = () => null;

const compileLiteral = (element: DmnElement, context: LogicContext): Program => {
  const text = textIn(element);
  if (text === '') return nothing;
  const language = stringOf(element, 'expressionLanguage') ?? 'feel';
  try {
    if (/feel/i.test(language)) return compileFeel(text, context.names);
    const expression = compileExpression(text, language);
    return (scope, moment) => expression.evaluate(scope, moment);
  } catch (error) {
    context.report(`An expression cannot be read: ${(error as Error).message}`, element.id);
    return nothing;
  }
};

const compileContext = (element: DmnElement, context: LogicContext): Program => {
  const known = [...context.names];
  const entries = partsOf(element, 'contextEntry').map((entry) => {
    const name = stringOf(partOf(entry, 'variable'), 'name');
    const program = compileProgram(partOf(entry, 'value'), { ...context, names: [...known] });
    if (name !== undefined) known.push(name);
    return { name, program };
  });
  return (scope, moment) => {
    let inner: Data = scope;
    const result: Record<string, unknown> = {};
    for (const { name, program } of entries) {
      const value = program(inner, moment);
      // an entry without a name is the result of the whole
      if (name === undefined) return value;
      result[name] = value;
      inner = { ...inner, [name]: value };
    }
    return result;
  };
};

const compileList = (element: DmnElement, context: LogicContext): Program => {
  const items = partsOf(element, 'elements').map((item) => compileProgram(item, context));
  return (scope, moment) => items.map((item) => item(scope, moment));
};

const compileRelation = (element: DmnElement, context: LogicContext): Program => {
  const columns = partsOf(element, 'column').map((column) => stringOf(column, 'name') ?? '');
  const rows = partsOf(element, 'row').map((row) =>
    partsOf(row, 'elements').map((cell) => compileProgram(cell, context)),
  );
  return (scope, moment) =>
    rows.map((row) =>
      Object.fromEntries(columns.map((column, index) => [column, row[index]?.(scope, moment) ?? null])),
    );
};

const compileInvocation = (element: DmnElement, context: LogicContext): Program => {
  const called = compileProgram(partOf(element, 'calledFunction'), context);
  const bindings = partsOf(element, 'binding').map((binding) => ({
    name: stringOf(partOf(binding, 'parameter'), 'name') ?? '',
    program: compileProgram(partOf(binding, 'bindingFormula'), context),
  }));
  return (scope, moment) => {
    const target = called(scope, moment);
    if (!(target instanceof FeelFunction)) return null;
    const result: unknown = target.invoke(
      Object.fromEntries(bindings.map(({ name, program }) => [name, program(scope, moment)])),
    );
    return result ?? null;
  };
};

/** A function of FEEL that closes over the scope it was defined in. */
export const compileFunction = (element: DmnElement, context: LogicContext): Program => {
  const kind = stringOf(element, 'kind');
  if (kind !== undefined && kind !== 'FEEL')
    context.report(`A function is written in ${kind}, which does not run here; write it in FEEL.`, element.id);
  const parameters = partsOf(element, 'formalParameter').map((parameter) => stringOf(parameter, 'name') ?? '');
  const body = compileProgram(partOf(element, 'body'), { ...context, names: [...context.names, ...parameters] });
  return (scope, moment) =>
    new FeelFunction(
      (...values: unknown[]) =>
        body(
          { ...scope, ...Object.fromEntries(parameters.map((name, index) => [name, values[index] ?? null])) },
          moment,
        ),
      parameters,
    );
};

export const compileProgram = (element: DmnElement | undefined, context: LogicContext): Program => {
  if (element === undefined) return nothing;
  switch (element.$type) {
    case 'dmn:LiteralExpression':
      return compileLiteral(element, context);
    case 'dmn:Context':
      return compileContext(element, context);
    case 'dmn:List':
      return compileList(element, context);
    case 'dmn:Relation':
      return compileRelation(element, context);
    case 'dmn:Invocation':
      return compileInvocation(element, context);
    case 'dmn:FunctionDefinition':
      return compileFunction(element, context);
    default:
      return nothing;
  }
};
