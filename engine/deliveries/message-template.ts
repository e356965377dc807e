/** Texts that go outside, as data per language: `{name}` stands for a value, and what has no value is left out. */
export type MessageTemplate = { readonly subject: string; readonly text: string };

export type MessageTemplates = {
  /** By language (`zh-CN`, `en`), then by the name a diagram gives as `ladder:template`. */
  readonly texts: ReadonlyMap<string, ReadonlyMap<string, MessageTemplate>>;
  /** The language of customers of whom no other is known; there are texts in it. */
  readonly usualLanguage: string;
};

/** For a template nobody has written. */
const fallback = 'notice';

const textOf = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString();
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
};

const fill = (text: string, data: Readonly<Record<string, unknown>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => textOf(data[name]));

/** `en` serves `en-GB`, and `zh-CN` whoever wants `zh`. */
const textsIn = (
  texts: MessageTemplates['texts'],
  wanted: string,
): ReadonlyMap<string, MessageTemplate> | undefined => {
  const [language = ''] = wanted.split('-');
  const near = [...texts.keys()].find((known) => known === language || known.startsWith(`${language}-`));
  return texts.get(wanted) ?? (near === undefined ? undefined : texts.get(near));
};

/** The text in the wanted language as far as there is one; what nobody has written in it comes in the usual one. */
export const renderMessage = (
  { texts, usualLanguage }: MessageTemplates,
  name: string,
  wanted: string | undefined,
  data: Readonly<Record<string, unknown>>,
): MessageTemplate => {
  const usual = texts.get(usualLanguage);
  const own = (wanted === undefined ? undefined : textsIn(texts, wanted)) ?? usual;
  const template = own?.get(name) ??
    usual?.get(name) ??
    own?.get(fallback) ?? { subject: '{caseNumber}', text: '{caseNumber}' };
  return { subject: fill(template.subject, data), text: fill(template.text, data) };
};
