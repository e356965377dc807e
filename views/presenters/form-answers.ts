/** What was written into a form, field by field, as people read it: labels and options, not the codes behind them. */
import type { Data } from '../../engine/index.ts';
import { plainFields, type PlainField } from './form.ts';

export type FormAnswer = { readonly label: string; readonly value: string };

const shown = ({ options, value }: PlainField): string =>
  options
    ? options
        .filter(({ isChosen }) => isChosen)
        .map(({ label }) => label || '✓')
        .join(', ')
    : value;

/** Fields without a value are left out; `schema` is in the reader's language. */
export const formAnswers = (schema: unknown, data: Data | undefined): FormAnswer[] =>
  data === undefined
    ? []
    : plainFields(schema, data)
        .filter(({ isHeading }) => !isHeading)
        .map((field) => ({ label: field.label, value: shown(field) }))
        .filter(({ value }) => value !== '');
