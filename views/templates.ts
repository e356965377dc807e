/**
 * All templates under `templates/`, compiled once at start; a partial is named by its path without `.hbs`. Output is escaped
 * unless a helper below made it; only the helpers below exist, so that a mistyped one is found at start.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import Handlebars from 'handlebars';
import { assetPath } from './asset-manifest.ts';
import { fullMoment, shortMoment } from './moments.ts';
import type { Reader } from './reader.ts';
import { translations } from './texts.ts';
import { viewsFolder } from './views-folder.ts';

type HelperOptions = Handlebars.HelperOptions;
type SafeString = Handlebars.SafeString;

/** What helpers find at the root of every model. */
type Root = { readonly reader: Reader };

const readerOf = (options: HelperOptions): Reader => (options.data as { root: Root }).root.reader;
const escape = (text: string): string => Handlebars.escapeExpression(text);
const safe = (html: string): SafeString => new Handlebars.SafeString(html);

const isDate = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());

const helpers = {
  /** `{{t "subject.key" name=value}}`: a text in the reader's language. */
  t: (key: string, options: HelperOptions) =>
    translations[readerOf(options).locale](key, options.hash as Record<string, string | number>),
  /** `{{asset "main.js"}}`: the address of a built file. */
  asset: (name: string) => assetPath(name),
  /** `{{moment at}}`: a date as `<time>`, in the reader's zone, in full on hover. */
  moment: (at: unknown, options: HelperOptions) => {
    if (!isDate(at)) return '';
    const { locale, timeZone } = readerOf(options);
    return safe(
      `<time datetime="${at.toISOString()}" title="${escape(fullMoment(at, locale, timeZone))}">${shortMoment(at, timeZone)}</time>`,
    );
  },
  /** `{{iso at}}`: a date for a `data-` attribute. */
  iso: (at: unknown) => (isDate(at) ? at.toISOString() : ''),
  /** `{{{json value}}}`: data for a `<script type="application/json">`, which no text in it can leave. */
  json: (value: unknown) =>
    safe(
      JSON.stringify(value ?? null)
        .replaceAll('<', '\\u003c')
        .replaceAll('\u2028', '\\u2028'),
    ),
  eq: (left: unknown, right: unknown) => left === right,
};

const handlebars = Handlebars.create();
const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));
for (const [name, helper] of Object.entries(helpers)) handlebars.registerHelper(name, helper);

const templatesFolder = join(viewsFolder, 'templates');

const templates = new Map<string, Handlebars.TemplateDelegate<object>>(
  readdirSync(templatesFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => [
      file.slice(0, -'.hbs'.length).split(sep).join('/'),
      handlebars.compile(readFileSync(join(templatesFolder, file), 'utf8'), {
        knownHelpers,
        knownHelpersOnly: true,
        preventIndent: true,
      }),
    ]),
);
for (const [name, template] of templates) handlebars.registerPartial(name, template);

/** Markup that is already made, to be put into a layout. */
export const made = (html: string): SafeString => safe(html);

/** Renders a template by name; the model must hold `reader` at its root. */
export const render = (name: string, model: Root & Readonly<Record<string, unknown>>): string => {
  const template = templates.get(name);
  if (!template) throw new Error(`There is no template '${name}'; there are ${[...templates.keys()].join(', ')}.`);
  return template(model);
};
