/** The forms and decisions a process uses come with its deployment. */
import { camundaOf, sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

/** Evaluated at run time, so nothing can be said of it now. */
const isExpression = (text: string): boolean => /^=|[$#]\{/.test(text);

const isMissing = (id: string | undefined, known: ReadonlySet<string>): id is string =>
  id !== undefined && !isExpression(id) && !known.has(id);

const DEPLOYED = /^camunda-forms:deployment:(.+)$/;

const hasFile = (names: ReadonlySet<string>, wanted: string): boolean =>
  [...names].some((name) => name === wanted || name.endsWith(`/${wanted}`));

export const formsAndDecisions: Rule = {
  name: 'forms-and-decisions',
  severity: 'error-if-executable',
  *check({ nodes, surroundings }): Iterable<Finding> {
    for (const node of nodes) {
      const decision = camundaOf(node, 'decisionRef');
      if (isMissing(decision, surroundings.decisionIds))
        yield {
          element: node,
          message: `${sentence(title(node))} uses the decision '${decision}', which no DMN file of the deployment contains; add the file or correct the reference.`,
        };
      const form = camundaOf(node, 'formRef');
      if (isMissing(form, surroundings.formIds))
        yield {
          element: node,
          message: `${sentence(title(node))} uses the form '${form}', which no form file of the deployment has as its id; add the file or correct the reference.`,
        };
      const file = DEPLOYED.exec(camundaOf(node, 'formKey') ?? '')?.[1];
      if (file !== undefined && !hasFile(surroundings.fileNames, file))
        yield {
          element: node,
          message: `${sentence(title(node))} uses the form file '${file}', which is not in the deployment; add it or correct the form key.`,
        };
    }
  },
};
