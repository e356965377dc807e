/** What a deploy check found, in the reader's language: what the rule is about, and the finding itself with its names. */
import type { ModelProblem } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import { textsOf, translations } from '../texts.ts';
import { localName } from './local-name.ts';

/** A finding of a rule without words of its own stays as it is. */
export const problemIn =
  (locale: Locale) =>
  <Found extends Pick<ModelProblem, 'rule' | 'message' | 'elementName' | 'elementId'>>(problem: Found): Found => {
    const key = `modelRule.${problem.rule}`;
    if (locale === 'en' || textsOf(locale)[key] === undefined) return problem;
    const { elementName, elementId, message } = problem;
    const about = elementName === undefined ? elementId : localName(elementName, locale);
    const words = translations[locale](key, { message });
    return { ...problem, message: about === undefined ? words : `「${about}」${words}` };
  };
