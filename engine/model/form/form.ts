/** A form as the engine understands it: the fields that carry data and the rules their values must keep. */

/** A value that radio buttons, selects, checklists and tag lists can offer. */
export type OptionValue = string | number | boolean;

/** What kind of value a field holds and the literal rules it must keep. */
export type FieldRules =
  | {
      readonly kind: 'text';
      readonly minLength?: number;
      readonly maxLength?: number;
      /** Regular expression, matched anywhere in the value, as form-js does. */
      readonly pattern?: string;
      readonly format?: 'email' | 'phone';
    }
  | {
      readonly kind: 'number';
      readonly min?: number;
      readonly max?: number;
      readonly decimalDigits?: number;
      /** The value travels as text (`"12.50"`), so that no digit is lost. */
      readonly isText: boolean;
    }
  | { readonly kind: 'checkbox' }
  /** `options` is absent when they are only known at run time. */
  | { readonly kind: 'choice'; readonly options?: readonly OptionValue[] }
  | { readonly kind: 'choices'; readonly options?: readonly OptionValue[] }
  | { readonly kind: 'date' | 'time' | 'datetime' }
  | { readonly kind: 'list'; readonly fields: readonly FormField[] }
  /** Calculated values, files, components of other makers: their value is taken as it comes. */
  | { readonly kind: 'any' };

export type FormField = FieldRules & {
  /** Where the value lies in the submitted data, outermost name first: `['customer', 'phone']`. */
  readonly path: readonly string[];
  readonly label?: string;
  /** False also for a field that may be hidden or disabled: whether it had to be filled cannot be known here. */
  readonly isRequired: boolean;
};

export type Form = {
  /** The name a user task refers to with `camunda:formRef`. */
  readonly id: string;
  readonly fields: readonly FormField[];
};
