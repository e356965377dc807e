import { expect } from 'chai';
import { parseForm } from '../../../engine/model/form/parse-form.ts';
import { Refusal } from '../../../engine/errors.ts';

const schema = (...components: unknown[]): string => JSON.stringify({ type: 'default', id: 'a-form', components });

const refusalOf = (content: string): string => {
  try {
    parseForm(content);
  } catch (error) {
    expect(error).to.be.instanceOf(Refusal);
    expect((error as Refusal).code).to.equal('DEFINITION_REFUSED');
    return (error as Refusal).message;
  }
  return 'accepted';
};

describe('parseForm', () => {
  it('keeps the fields that carry data, with their label and literal rules', () => {
    const form = parseForm(
      schema(
        { type: 'text', text: '### A heading' },
        { type: 'textarea', key: 'response', label: 'Response', validate: { required: true, maxLength: 10 } },
        { type: 'number', key: 'amount', validate: { min: '0' }, serializeToString: true },
        { type: 'button', label: 'Submit', action: 'submit' },
      ),
    );
    expect(form).to.deep.equal({
      id: 'a-form',
      fields: [
        { kind: 'text', maxLength: 10, path: ['response'], isRequired: true, label: 'Response' },
        { kind: 'number', min: 0, isText: true, path: ['amount'], isRequired: false },
      ],
    });
  });

  it('follows groups and dotted keys into nested data, and lists into their entries', () => {
    const { fields } = parseForm(
      schema(
        { type: 'group', path: 'customer', components: [{ type: 'textfield', key: 'contact.phone' }] },
        { type: 'group', components: [{ type: 'checkbox', key: 'agreed' }] },
        { type: 'dynamiclist', path: 'items', components: [{ type: 'number', key: 'amount' }] },
      ),
    );
    expect(fields.map(({ kind, path }) => [kind, path.join('.')])).to.deep.equal([
      ['text', 'customer.contact.phone'],
      ['checkbox', 'agreed'],
      ['list', 'items'],
    ]);
  });

  it('does not insist on fields that may be hidden or cannot be edited', () => {
    const validate = { required: true };
    const { fields } = parseForm(
      schema(
        { type: 'textfield', key: 'a', validate, conditional: { hide: '=true' } },
        { type: 'textfield', key: 'b', validate, disabled: true },
        { type: 'group', conditional: { hide: '=x' }, components: [{ type: 'textfield', key: 'c', validate }] },
      ),
    );
    expect(fields.map(({ isRequired }) => isRequired)).to.deep.equal([false, false, false]);
  });

  it('leaves rules written as expressions unchecked', () => {
    const { fields } = parseForm(
      schema(
        { type: 'number', key: 'amount', validate: { min: '=least', max: '=most', required: '=true' } },
        { type: 'select', key: 'branch', valuesExpression: '=branches' },
        { type: 'expression', key: 'sum', expression: '=a + b' },
        { type: 'filepicker', key: 'evidence' },
      ),
    );
    expect(fields).to.deep.equal([
      { kind: 'number', isText: false, path: ['amount'], isRequired: false },
      { kind: 'choice', path: ['branch'], isRequired: false },
      { kind: 'any', path: ['sum'], isRequired: false },
      { kind: 'any', path: ['evidence'], isRequired: false },
    ]);
  });

  const refusals: [string, string, RegExp][] = [
    ['what is no JSON', '{', /^The form is no JSON: /],
    ['a list', '[]', /no JSON object/],
    ['another type of file', '{"type":"bpmn","id":"x"}', /has the type 'bpmn'; .* 'default'/],
    ['a form without id', '{"type":"default","components":[]}', /has no id/],
    ['a form without components', '{"type":"default","id":"x"}', /^form 'x' has no list of components/],
    ['a component that is no object', schema(null), /Component 1 of form 'a-form' is no object/],
    ['a component without type', schema({ key: 'a' }), /Component 1 of form 'a-form' has no type/],
    ['a field without key', schema({ type: 'textfield', id: 'f1' }), /\('f1'\) has no key/],
    ['a key with an empty name', schema({ type: 'textfield', key: 'a..b' }), /has the key 'a\.\.b'/],
    ['a key into the prototype', schema({ type: 'textfield', key: '__proto__.x' }), /has the key '__proto__\.x'/],
    [
      'the same key twice',
      schema({ type: 'number', key: 'a' }, { type: 'checkbox', key: 'a' }),
      /two fields with the key 'a'/,
    ],
    [
      'a broken pattern',
      schema({ type: 'textfield', key: 'a', validate: { pattern: '(' } }),
      /pattern '\('; it must be/,
    ],
    ['options that are no list', schema({ type: 'select', key: 'a', values: 'x' }), /values that are no list/],
    [
      'an option without value',
      schema({ type: 'radio', key: 'a', values: [{ label: 'x' }] }),
      /option without a value/,
    ],
    ['an unknown kind of date', schema({ type: 'datetime', key: 'a', subtype: 'week' }), /has the subtype "week"/],
  ];
  for (const [what, content, message] of refusals)
    it(`refuses ${what}, naming the place`, () => {
      expect(refusalOf(content)).to.match(message);
    });
});
