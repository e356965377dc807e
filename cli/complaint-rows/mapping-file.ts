/** The shape of a mapping file (JSON): which column becomes which field of a complaint. `processes/complaint/examples/README.md` explains it. */
import Joi from 'joi';
import { channels, customerClasses, severities } from '../../engine/index.ts';

/** Text as it stands in one column, or in several joined, or always the same. */
export type TextRule =
  | { readonly constant: string }
  | { readonly column: string }
  | { readonly columns: readonly string[]; readonly separator?: string };

/** A value looked up in a table or found by words in a text. Without `default`, a text that gives none is refused. */
export type ValueRule<Value> =
  | { readonly constant: Value }
  | { readonly column: string; readonly values: Readonly<Record<string, Value>>; readonly default?: Value }
  | {
      readonly column: string;
      /** The first entry with a word in the text wins. */
      readonly keywords: readonly { readonly anyOf: readonly string[]; readonly value: Value }[];
      readonly default?: Value;
    };

export type FormattedColumn = { readonly column: string; readonly format: string };

export type MappingFile = {
  readonly csv: { readonly delimiter: ',' | ';' | '\t' | '|'; readonly encoding: 'utf-8' | 'gb18030' };
  readonly source: { readonly system: string; readonly keyColumn: string };
  readonly receivedAt: { readonly timeZone: string; readonly date: FormattedColumn; readonly time?: FormattedColumn };
  readonly centre: ValueRule<string>;
  readonly channel: ValueRule<(typeof channels)[number]>;
  readonly subject: TextRule;
  readonly description?: TextRule;
  readonly category: ValueRule<string> | { readonly column: string };
  readonly severity: ValueRule<(typeof severities)[number]>;
  readonly customer: {
    readonly class: ValueRule<(typeof customerClasses)[number]>;
    readonly name?: TextRule;
    readonly phone?: TextRule;
    readonly address?: TextRule;
  };
  readonly data: Readonly<Record<string, ValueRule<unknown> | { readonly column: string }>>;
};

const column = Joi.string().min(1);

const textRule = Joi.object({
  constant: Joi.string(),
  column,
  columns: Joi.array().items(column).min(1),
  separator: Joi.string().allow(''),
})
  .xor('constant', 'column', 'columns')
  .with('separator', 'columns');

const ruleFor = (value: Joi.Schema): Joi.ObjectSchema =>
  Joi.object({
    constant: value,
    column,
    values: Joi.object().pattern(Joi.string().allow(''), value).min(1),
    keywords: Joi.array()
      .items(
        Joi.object({
          anyOf: Joi.array().items(Joi.string().trim().min(1).invalid('*')).min(1).required(),
          value: value.required(),
        }),
      )
      .min(1),
    default: value,
  })
    .xor('constant', 'column')
    .nand('values', 'keywords')
    .with('values', 'column')
    .with('keywords', 'column')
    .without('constant', 'default');

const valueRule = (value: Joi.Schema): Joi.ObjectSchema => ruleFor(value).or('constant', 'values', 'keywords');

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format();
    return true;
  } catch {
    return false;
  }
};

const timeZone = Joi.string().custom((name: string, { error }) => (isTimeZone(name) ? name : error('any.timeZone')));

const formatted = Joi.object({ column: column.required(), format: Joi.string().required() });

const schemaFor = (centres: readonly string[]) =>
  Joi.object({
    $comment: Joi.any(),
    csv: Joi.object({
      delimiter: Joi.string().valid(',', ';', '\t', '|').default(','),
      encoding: Joi.string().valid('utf-8', 'gb18030').default('utf-8'),
    }).default({ delimiter: ',', encoding: 'utf-8' }),
    source: Joi.object({ system: Joi.string().max(100).required(), keyColumn: column.required() }).required(),
    receivedAt: Joi.object({ timeZone: timeZone.required(), date: formatted.required(), time: formatted }).required(),
    centre: valueRule(Joi.string().valid(...centres)).required(),
    channel: valueRule(Joi.string().valid(...channels)).required(),
    subject: textRule.required(),
    description: textRule,
    category: ruleFor(Joi.string().max(100)).required(),
    severity: valueRule(Joi.string().valid(...severities)).required(),
    customer: Joi.object({
      class: valueRule(Joi.string().valid(...customerClasses)).required(),
      name: textRule,
      phone: textRule,
      address: textRule,
    }).required(),
    data: Joi.object().pattern(Joi.string(), ruleFor(Joi.any())).default({}),
  }).messages({
    'any.timeZone': '{{#label}} is {{:#value}}; an IANA time zone such as "Asia/Shanghai" is needed',
    'any.only': '{{#label}} is {{:#value}}; allowed are {{#valids}}',
  });

/**
 * Checks what a mapping file says. Throws one error whose message lists all that is wrong, a line each, naming the place in the file.
 */
export const checkMappingFile = (content: unknown, centres: readonly string[]): MappingFile => {
  const { value, error } = schemaFor(centres).validate(content, { abortEarly: false, convert: false }) as {
    value: MappingFile;
    error?: Joi.ValidationError;
  };
  if (error)
    throw new Error(
      ['These parts of the mapping are not right:', ...error.details.map(({ message }) => `- ${message}`)].join('\n'),
    );
  return value;
};
