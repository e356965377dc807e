import { expect } from 'chai';
import { parseForm } from '../../../engine/model/form/parse-form.ts';
import { validateForm } from '../../../engine/model/form/validate-form.ts';

const formOf = (...components: unknown[]) => parseForm(JSON.stringify({ type: 'default', id: 'a-form', components }));

const rulesBroken = (component: object, value: unknown): string[] =>
  validateForm(formOf({ key: 'x', ...component }), { x: value }).map(({ rule }) => rule);

const outcome = {
  type: 'radio',
  key: 'outcome',
  label: '处理结果 / Outcome',
  values: [{ value: 'answered' }, { value: 'transferred' }],
  validate: { required: true },
};

describe('validateForm', () => {
  it('accepts data that keeps all rules', () => {
    const form = formOf(outcome, { type: 'textarea', key: 'note', validate: { maxLength: 5 } });
    expect(validateForm(form, { outcome: 'answered', note: '12345' })).to.deep.equal([]);
    expect(validateForm(form, { outcome: 'answered', note: '' })).to.deep.equal([]);
  });

  it('says what was given and what is allowed', () => {
    expect(validateForm(formOf(outcome), { outcome: 'maybe' })).to.deep.equal([
      {
        field: 'outcome',
        rule: 'option',
        message: "Field 'outcome' (处理结果 / Outcome) is 'maybe'; allowed are 'answered', 'transferred'.",
      },
    ]);
  });

  it('lists all problems at once, fields in the order of the form, unknown ones last', () => {
    const form = formOf(outcome, { type: 'textarea', key: 'note', validate: { maxLength: 2 } });
    expect(validateForm(form, { surprise: 1, note: 'abc' }).map(({ field, rule }) => `${field} ${rule}`)).to.deep.equal(
      ['outcome required', 'note maxLength', 'surprise unknown'],
    );
  });

  it('treats blank text, an empty list and an unticked box as not filled in', () => {
    const validate = { required: true };
    expect(rulesBroken({ type: 'textfield', validate }, ' \n ')).to.deep.equal(['required']);
    expect(rulesBroken({ type: 'taglist', validate }, [])).to.deep.equal(['required']);
    expect(rulesBroken({ type: 'checkbox', validate }, false)).to.deep.equal(['required']);
    expect(rulesBroken({ type: 'number', validate }, null)).to.deep.equal(['required']);
    expect(rulesBroken({ type: 'number', validate }, 0)).to.deep.equal([]);
    expect(rulesBroken({ type: 'checkbox', validate }, true)).to.deep.equal([]);
  });

  const cases: [string, object, unknown, string[]][] = [
    ['text that is a number', { type: 'textfield' }, 3, ['type']],
    ['text that is too short', { type: 'textfield', validate: { minLength: 3 } }, 'ab', ['minLength']],
    ['text that is too long', { type: 'textfield', validate: { maxLength: 3 } }, 'abcd', ['maxLength']],
    ['text off the pattern', { type: 'textfield', validate: { pattern: '^\\d+$' } }, 'x', ['pattern']],
    ['text on the pattern', { type: 'textfield', validate: { pattern: '^\\d+$' } }, '12', []],
    ['a bad e-mail address', { type: 'textfield', validate: { validationType: 'email' } }, 'a@b', ['email']],
    ['a good phone number', { type: 'textfield', validate: { validationType: 'phone' } }, '+86 931 8412345', []],
    ['a number as text', { type: 'number' }, '5', ['type']],
    ['a number as text where text is asked for', { type: 'number', serializeToString: true }, '5.10', []],
    ['no number as text', { type: 'number', serializeToString: true }, '1e5', ['type']],
    ['not a number', { type: 'number' }, Number.NaN, ['type']],
    ['a number below the least', { type: 'number', validate: { min: 1 } }, 0, ['min']],
    ['a number above the most', { type: 'number', validate: { max: 1 } }, 2, ['max']],
    ['too many decimals', { type: 'number', decimalDigits: 2 }, 1.005, ['decimalDigits']],
    ['just enough decimals', { type: 'number', decimalDigits: 2 }, 1.25, []],
    ['a box that says yes', { type: 'checkbox' }, 'yes', ['type']],
    ['a choice of the wrong type', { type: 'select', values: [{ value: 1 }] }, '1', ['option']],
    ['a free choice', { type: 'select', valuesExpression: '=all' }, 'x', []],
    ['an offered list', { type: 'checklist', values: [{ value: 'a' }, { value: 'b' }] }, ['b'], []],
    ['a list with a stray', { type: 'checklist', values: [{ value: 'a' }] }, ['a', 'z'], ['option']],
    ['a list that is text', { type: 'checklist', values: [{ value: 'a' }] }, 'a', ['type']],
    ['a date', { type: 'datetime', subtype: 'date' }, '2024-02-29', []],
    ['a day that never was', { type: 'datetime', subtype: 'date' }, '2026-02-29', ['date']],
    ['a date in another form', { type: 'datetime', subtype: 'date' }, '22-04-15', ['date']],
    ['a time', { type: 'datetime', subtype: 'time' }, '16:30+08:00', []],
    ['an hour that never is', { type: 'datetime', subtype: 'time' }, '24:00', ['time']],
    ['a moment', { type: 'datetime', subtype: 'datetime' }, '2026-02-28T16:30Z', []],
    ['a moment without time', { type: 'datetime', subtype: 'datetime' }, '2026-02-28', ['datetime']],
    ['a calculated value', { type: 'expression' }, { any: 'thing' }, []],
  ];
  for (const [what, component, value, rules] of cases)
    it(`${rules.length > 0 ? 'refuses' : 'accepts'} ${what}`, () => {
      expect(rulesBroken(component, value)).to.deep.equal(rules);
    });

  it('checks every entry of a list and says which one is wrong', () => {
    const form = formOf({
      type: 'dynamiclist',
      path: 'items',
      components: [{ type: 'number', key: 'amount', validate: { required: true } }],
    });
    expect(
      validateForm(form, { items: [{ amount: 1 }, {}, 'x'] }).map(({ field, rule }) => [field, rule]),
    ).to.deep.equal([
      ['items[1].amount', 'required'],
      ['items[2]', 'type'],
    ]);
    expect(validateForm(form, { items: 'x' }).map(({ rule }) => rule)).to.deep.equal(['type']);
  });

  it('finds unknown values inside nested data, and data where an object is needed', () => {
    const form = formOf({ type: 'group', path: 'customer', components: [{ type: 'textfield', key: 'phone' }] });
    expect(validateForm(form, { customer: { phone: '1', fax: '2' } }).map(({ field }) => field)).to.deep.equal([
      'customer.fax',
    ]);
    expect(validateForm(form, { customer: 'x' }).map(({ field, rule }) => [field, rule])).to.deep.equal([
      ['customer', 'type'],
    ]);
  });

  it('is not fooled by names every object inherits', () => {
    const form = formOf({ type: 'textfield', key: 'toString', validate: { required: true } });
    expect(validateForm(form, {}).map(({ rule }) => rule)).to.deep.equal(['required']);
  });

  it('shortens long values in its messages', () => {
    const [problem] = validateForm(formOf(outcome), { outcome: 'x'.repeat(5000) });
    expect(problem?.message.length).to.be.lessThan(200);
  });
});
