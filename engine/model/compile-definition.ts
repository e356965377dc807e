import type { CompileResult, Definition, Deployment, DeploymentFile, Problem } from '../definition.ts';
import { Refusal } from '../errors.ts';
import { checkModel } from './check/check-model.ts';
import { checkedModel, type Surroundings } from './check/checked-model.ts';
import { elementsOf, typeOf } from './check/properties.ts';
import { compileDecisions } from './decision/compile-decisions.ts';
import type { Decision } from './decision/decision.ts';
import { describeElements } from './describe-elements.ts';
import type { Form } from './form/form.ts';
import { parseForm } from './form/parse-form.ts';
import type { BpmnModel } from './parse-bpmn.ts';
import { isBpmnFile, readBpmnFile } from './read-bpmn-file.ts';

/** More than anyone mends in one go; the rest is counted. */
const MOST_PROBLEMS = 500;

type Shared = { readonly decisions: ReadonlyMap<string, Decision>; readonly forms: ReadonlyMap<string, Form> };

const formsOf = (files: readonly DeploymentFile[], problems: Problem[]): Map<string, Form> => {
  const forms = new Map<string, Form>();
  for (const { name, content } of files.filter((file) => file.name.endsWith('.form'))) {
    const refuse = (message: string): number =>
      problems.push({ severity: 'error', rule: 'readable-forms', file: name, message });
    try {
      const form = parseForm(content);
      if (forms.has(form.id)) refuse(`The form id '${form.id}' is used by another file; give each form its own.`);
      forms.set(form.id, form);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(error.message);
    }
  }
  return forms;
};

const definitionsOf = (model: BpmnModel, file: string, deploymentId: string, shared: Shared): Definition[] =>
  elementsOf(model.rootElement, 'rootElements')
    .filter((element) => typeOf(element) === 'Process' && element.id !== undefined)
    .map((process) => ({
      id: `${deploymentId}/${process.id}`,
      deploymentId,
      key: process.id!,
      isExecutable: process['isExecutable'] === true,
      fileName: file,
      attributes: { ...process.$attrs },
      elements: describeElements(process),
      model,
      ...shared,
      ...(process.name === undefined ? {} : { name: process.name }),
      ...(process.$attrs['camunda:versionTag'] === undefined
        ? {}
        : { versionTag: process.$attrs['camunda:versionTag'] }),
    }));

/** Two files of a deployment must not define the same process: a start by its key could mean either. */
const sharedKeys = (definitions: readonly Definition[]): Problem[] => {
  const files = new Map<string, string>();
  return definitions.flatMap(({ key, fileName, model }): Problem[] => {
    const other = files.get(key);
    files.set(key, fileName);
    if (other === undefined || other === fileName) return [];
    const line = model.source.lines.get(key);
    return [
      {
        severity: 'error',
        rule: 'unique-processes',
        file: fileName,
        elementId: key,
        ...(line === undefined ? {} : { line }),
        message: `The process '${key}' is also in ${other}; give each process of a deployment its own id.`,
      },
    ];
  });
};

const shortened = (problems: readonly Problem[]): readonly Problem[] => {
  if (problems.length <= MOST_PROBLEMS) return problems;
  const errorsFirst = problems.toSorted((a, b) => a.severity.localeCompare(b.severity));
  const rest = problems.length - MOST_PROBLEMS;
  return [
    ...errorsFirst.slice(0, MOST_PROBLEMS),
    { ...errorsFirst[MOST_PROBLEMS]!, message: `There are ${rest} more problems; mend these first.` },
  ];
};

/**
 * Turns the files of a deployment into definitions, or says all that is wrong with them at once.
 * `calendarIds` are the words `ladder:calendar` may use; without them it is not checked.
 * Never throws for bad content: what cannot be read is a problem too. Files of other kinds are left alone.
 */
export const compileDefinition = async (
  deployment: Deployment,
  calendarIds?: ReadonlySet<string>,
): Promise<CompileResult> => {
  const { files } = deployment;
  const compiled = await compileDecisions(files.filter(({ name }) => name.endsWith('.dmn')));
  const problems: Problem[] = [...compiled.problems];
  const shared: Shared = { decisions: compiled.decisions, forms: formsOf(files, problems) };
  const surroundings: Surroundings = {
    fileNames: new Set(files.map(({ name }) => name)),
    decisionIds: new Set(shared.decisions.keys()),
    formIds: new Set(shared.forms.keys()),
    calendarIds,
  };
  const definitions: Definition[] = [];
  for (const file of files.filter(isBpmnFile)) {
    const model = await readBpmnFile(file);
    if ('severity' in model) {
      problems.push(model);
      continue;
    }
    problems.push(...checkModel(checkedModel(model, surroundings), file.name));
    definitions.push(...definitionsOf(model, file.name, deployment.id, shared));
  }
  problems.push(...sharedKeys(definitions));
  const isRefused = problems.some(({ severity }) => severity === 'error');
  return { definitions: isRefused ? [] : definitions, problems: shortened(problems) };
};
