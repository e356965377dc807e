/** What is wrong with the values of a form, per field, in the reader's language. */
import type { Form } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import { textsOf, type Translate } from '../texts.ts';
import { localName } from './local-name.ts';

type Problem = { readonly field: string; readonly rule: string; readonly message: string };

/** By the path of the field; the rule decides the words, the engine's own sentence stands in for rules without. */
export const problemTexts = (
  problems: unknown,
  form: Form | undefined,
  t: Translate,
  locale: Locale,
): ReadonlyMap<string, string> => {
  const given = Array.isArray(problems) ? (problems as Problem[]) : [];
  return new Map(
    given.map(({ field, rule, message }) => {
      const found = form?.fields.find(({ path }) => path.join('.') === field);
      const label = localName(found?.label ?? field, locale);
      const isKnown = `task.rule.${rule}` in textsOf(locale);
      return [field, isKnown ? t(`task.rule.${rule}`, { label }) : message];
    }),
  );
};
