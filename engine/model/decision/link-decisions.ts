/** Joins decisions with what they require (DMN 1.3 §6.3.7): inputs, other decisions, business knowledge, across files. */
import type { Problem } from '../../definition.ts';
import type { Data } from '../../data.ts';
import { toData } from '../expression/feel-data.ts';
import { compileFunction, compileProgram, type Program } from './boxed-expression.ts';
import { lineOfId, type CompiledDecisions, type DmnFile } from './dmn-file.ts';
import { compileTable } from './decision-table.ts';
import { DecisionError, type Decision, type DecisionInput, type DecisionResult } from './decision.ts';
import { isRow, type Logic, type LogicContext } from './logic.ts';
import { partOf, partsOf, stringOf, type DmnElement } from './parse-dmn.ts';

type Located = { readonly element: DmnElement; readonly file: DmnFile };

/** Results keep FEEL values until the caller outside gets them. */
type RawDecision = Decision & { readonly variable: string; decide(scope: Data, moment: Date): DecisionResult };

const nameOf = (element: DmnElement): string =>
  stringOf(partOf(element, 'variable'), 'name') ?? element.name ?? element.id ?? '';

const requirements = (element: DmnElement, property: string, target: string): string[] =>
  partsOf(element, property).flatMap((requirement) => {
    const href = stringOf(partOf(requirement, target), 'href');
    return href === undefined ? [] : [href.slice(href.lastIndexOf('#') + 1)];
  });

const typesOf = (root: DmnElement): Map<string, string> =>
  new Map(
    partsOf(root, 'itemDefinition').flatMap((item) => {
      const type = stringOf(item, 'typeRef');
      return item.name === undefined || type === undefined || item['isCollection'] === true ? [] : [[item.name, type]];
    }),
  );

const compileLogic = (element: DmnElement, context: LogicContext): Logic => {
  const logic = partOf(element, 'decisionLogic');
  if (logic?.$type === 'dmn:DecisionTable') return compileTable(logic, context);
  if (logic === undefined) context.report('The decision has no logic; give it a table or an expression.', element.id);
  const program = compileProgram(logic, context);
  const variable = nameOf(element);
  return (scope, moment) => {
    const value = program(scope, moment);
    const rows = (Array.isArray(value) ? value : [value]).filter((row) => row !== null);
    return { value, rows: rows.map((row: unknown) => (isRow(row) ? row : { [variable]: row })), matchedRules: [] };
  };
};

class Linker {
  readonly problems: Problem[] = [];
  readonly decisions = new Map<string, RawDecision>();
  readonly #elements = new Map<string, Located>();
  readonly #open: string[] = [];

  constructor(files: readonly DmnFile[]) {
    for (const file of files)
      for (const element of partsOf(file.root, 'drgElement'))
        if (element.id !== undefined && !this.#elements.has(element.id))
          this.#elements.set(element.id, { element, file });
  }

  linkAll(): void {
    for (const [id, { element }] of this.#elements) if (element.$type === 'dmn:Decision') this.#link(id);
  }

  #report({ element, file }: Located, rule: string, message: string, elementId = element.id): void {
    const line = lineOfId(file.content, elementId) ?? lineOfId(file.content, element.id);
    this.problems.push({
      severity: 'error',
      rule,
      file: file.name,
      ...(line === undefined ? {} : { line }),
      ...(elementId === undefined ? {} : { elementId }),
      ...(element.name === undefined ? {} : { elementName: element.name }),
      message: `In '${element.name ?? element.id}': ${message}`,
    });
  }

  /** What an element refers to, each reference that leads nowhere reported. */
  #targets(owner: Located, property: string, target: string): Located[] {
    return requirements(owner.element, property, target).flatMap((id) => {
      const found = this.#elements.get(id);
      if (found === undefined)
        this.#report(
          owner,
          'resolved-requirements',
          `It requires '${id}', which no DMN file of the deployment contains; add the file or correct the requirement.`,
        );
      return found ?? [];
    });
  }

  #context(owner: Located, names: readonly string[]): LogicContext {
    return {
      decisionId: owner.element.id!,
      names,
      types: typesOf(owner.file.root),
      report: (message, elementId) => this.#report(owner, 'readable-decisions', message, elementId),
    };
  }

  /** Functions by name, from the business knowledge models that the element requires, directly and through others. */
  #knowledge(owner: Located, depth = 0): Map<string, Program> {
    const functions = new Map<string, Program>();
    if (depth > 20) return functions;
    for (const model of this.#targets(owner, 'knowledgeRequirement', 'requiredKnowledge')) {
      const inner = this.#knowledge(model, depth + 1);
      const logic = partOf(model.element, 'encapsulatedLogic');
      if (logic === undefined) continue;
      const make = compileFunction(logic, this.#context(model, [...inner.keys()]));
      functions.set(nameOf(model.element), (_scope, moment) => make(callAll(inner, moment), moment));
    }
    return functions;
  }

  #link(id: string): RawDecision | undefined {
    const known = this.decisions.get(id);
    const located = this.#elements.get(id);
    if (known !== undefined || located === undefined) return known;
    if (this.#open.includes(id)) {
      this.#report(
        located,
        'resolved-requirements',
        `It requires itself (${[...this.#open, id].join(' → ')}); break the circle.`,
      );
      return undefined;
    }
    this.#open.push(id);
    const required = this.#targets(located, 'informationRequirement', 'requiredDecision').flatMap(
      ({ element }) => this.#link(element.id!) ?? [],
    );
    this.#open.pop();
    const inputs = this.#targets(located, 'informationRequirement', 'requiredInput').map(inputOf);
    const functions = this.#knowledge(located);
    const names = [...inputs.map(({ name }) => name), ...required.map(({ variable }) => variable), ...functions.keys()];
    const logic = compileLogic(located.element, this.#context(located, names));
    const decision = decisionOf(located, inputs, required, functions, logic);
    this.decisions.set(id, decision);
    return decision;
  }
}

const callAll = (functions: ReadonlyMap<string, Program>, moment: Date): Data =>
  Object.fromEntries([...functions].map(([name, make]) => [name, make({}, moment)]));

const inputOf = ({ element }: Located): DecisionInput => {
  const type = stringOf(partOf(element, 'variable'), 'typeRef');
  return { name: nameOf(element), ...(type === undefined ? {} : { type }) };
};

/** A required decision is known by its name and id, and by the names of its outputs as Camunda 7 models expect. */
const asData = (required: readonly RawDecision[], results: readonly DecisionResult[], scope: Data): Data => {
  const known: Record<string, unknown> = {};
  for (const [index, { rows }] of results.entries()) {
    if (rows.length === 1) for (const [name, value] of Object.entries(rows[0]!)) known[name] = value;
    known[required[index]!.id] = results[index]!.value;
  }
  const named = required.map(({ variable }, index) => [variable, results[index]!.value] as const);
  return { ...known, ...scope, ...Object.fromEntries(named) };
};

const plain = (result: DecisionResult): DecisionResult => ({
  ...result,
  value: toData(result.value),
  rows: result.rows.map((row) => toData(row) as Data),
  required: result.required.map(plain),
});

const decisionOf = (
  { element, file }: Located,
  own: readonly DecisionInput[],
  required: readonly RawDecision[],
  functions: ReadonlyMap<string, Program>,
  logic: Logic,
): RawDecision => {
  const id = element.id!;
  const inputs = new Map(
    [...required.flatMap((decision) => decision.inputs), ...own].map((input) => [input.name, input]),
  );
  const decide = (scope: Data, moment: Date): DecisionResult => {
    const results = required.map((decision) => decision.decide(scope, moment));
    const data = { ...asData(required, results, scope), ...callAll(functions, moment) };
    return { decisionId: id, ...logic(data, moment), required: results };
  };
  return {
    id,
    name: element.name ?? id,
    file: file.name,
    variable: nameOf(element),
    inputs: [...inputs.values()],
    decide,
    evaluate: (scope, moment) => {
      try {
        return plain(decide(scope, moment));
      } catch (error) {
        if (error instanceof RangeError) throw new DecisionError(id, `Decision '${id}' calls itself without end.`);
        throw error;
      }
    },
  };
};

export const linkDecisions = (files: readonly DmnFile[]): CompiledDecisions => {
  const linker = new Linker(files);
  linker.linkAll();
  return linker;
};
