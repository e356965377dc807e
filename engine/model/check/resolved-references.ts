/** Whatever an element refers to is there. */
import { sentence, title } from './properties.ts';
import type { Finding, Rule, Severity } from './rule.ts';

/** References of descriptive parts: a tool may leave them dangling without changing what the model means. */
const DESCRIPTIVE = new Set([
  'bpmnElement',
  'itemSubjectRef',
  'structureRef',
  'definition',
  'categoryValueRef',
  'dataStoreRef',
  'supports',
  'partnerEntityRef',
  'partnerRoleRef',
  'interfaceRef',
  'supportedInterfaceRefs',
  'endPointRefs',
  'source',
  'target',
]);

/** What these say is said elsewhere too (a flow names its ends itself), so only an executable model must have them right. */
const REPEATED = new Set(['incoming', 'outgoing', 'flowNodeRef']);

const severityOf = (property: string): Severity => {
  if (DESCRIPTIVE.has(property)) return 'warning';
  return REPEATED.has(property) ? 'error-if-executable' : 'error';
};

const WORDS = /([a-z])([A-Z])/g;
const inWords = (property: string): string =>
  property
    .replace(/Refs?$/, '')
    .replace(WORDS, '$1 $2')
    .toLowerCase();

export const resolvedReferences: Rule = {
  name: 'resolved-references',
  severity: 'error',
  *check({ parsed }): Iterable<Finding> {
    for (const { element, property, id } of parsed.unresolved)
      yield {
        element,
        severity: severityOf(property),
        message: `${sentence(title(element))} refers to '${id}' as its ${inWords(property)}, but the file has no such element; add it or correct the reference.`,
      };
  },
};
