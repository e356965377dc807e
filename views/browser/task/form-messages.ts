/** What form-js says about a value, in the reader's language; its own sentences are English only. */
import { text } from '../frame/texts.ts';

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^Field is required\.$/, 'rule.required'],
  [/minimum value of (.*)\.$/, 'rule.min'],
  [/maximum value of (.*)\.$/, 'rule.max'],
  [/minimum length of (.*)\.$/, 'rule.minLength'],
  [/maximum length of (.*)\.$/, 'rule.maxLength'],
  [/match pattern (.*)\.$/, 'rule.pattern'],
  [/valid email/, 'rule.email'],
  [/phone number/, 'rule.phone'],
  [/not a number/, 'rule.number'],
  [/be an integer/, 'rule.integer'],
];

const translate = (message: string): string => {
  for (const [pattern, name] of patterns) {
    const match = pattern.exec(message);
    if (match) return text(name, { limit: match[1] ?? '' });
  }
  return message;
};

type Validator = { validateFieldInstance(instance: unknown, value: unknown): string[] };

/** A form-js module that wraps its validator. */
export const messagesModule = {
  __init__: [
    [
      'validator',
      (validator: Validator): void => {
        const validate = validator.validateFieldInstance.bind(validator);
        validator.validateFieldInstance = (instance, value) => validate(instance, value).map(translate);
      },
    ],
  ],
};
