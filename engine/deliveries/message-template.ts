/** Texts that go outside, as data per language: `{name}` stands for a value, and what has no value is left out. */
export type MessageTemplate = { readonly subject: string; readonly text: string };

/** By language (`zh-CN`, `en`), then by the name a diagram gives as `ladder:template`. */
export type MessageTemplates = ReadonlyMap<string, ReadonlyMap<string, MessageTemplate>>;

/** The language of customers of whom no other is known. */
export const usualLocale = 'zh-CN';

/** For a template nobody has written. */
const fallback = 'notice';

const textOf = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString();
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
};

const fill = (text: string, data: Readonly<Record<string, unknown>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => textOf(data[name]));

export const renderMessage = (
  templates: MessageTemplates,
  name: string,
  locale: string,
  data: Readonly<Record<string, unknown>>,
): MessageTemplate => {
  const texts = templates.get(locale) ?? templates.get(usualLocale);
  const template = texts?.get(name) ?? texts?.get(fallback) ?? { subject: '{caseNumber}', text: '{caseNumber}' };
  return { subject: fill(template.subject, data), text: fill(template.text, data) };
};
