import { expect } from 'chai';
import { localSchema, plainFields } from '../../../views/presenters/form.ts';
import { formValues } from '../../../views/presenters/form-values.ts';
import { parseForm } from '../../../engine/model/form/parse-form.ts';

const schema = {
  type: 'default',
  id: 'sample',
  components: [
    { type: 'text', id: 't', text: '### 标题 / Title' },
    {
      type: 'radio',
      id: 'r',
      key: 'outcome',
      label: '结果 / Outcome',
      values: [
        { label: '已答复 / Answered', value: 'answered' },
        { label: '转交 / Transferred', value: 'transferred' },
      ],
      validate: { required: true },
    },
    { type: 'textarea', id: 'a', key: 'customer.response', label: 'Response', validate: { maxLength: 40 } },
    { type: 'number', id: 'n', key: 'amount', label: 'Amount' },
    { type: 'checkbox', id: 'c', key: 'isUrgent', label: 'Urgent' },
    {
      type: 'checklist',
      id: 'l',
      key: 'reasons',
      label: 'Reasons',
      values: [
        { label: 'A', value: 'a' },
        { label: 'B', value: 'b' },
      ],
    },
  ],
};

describe('A form without scripts', () => {
  it('shows every field with its value, its options and its problem', () => {
    const fields = plainFields(
      localSchema(schema, 'en'),
      { outcome: 'answered', customer: { response: 'Refunded' }, amount: 3, isUrgent: true, reasons: ['b'] },
      new Map([['customer.response', 'Too short.']]),
    );
    expect(fields.map(({ label }) => label)).to.deep.equal([
      'Title',
      'Outcome',
      'Response',
      'Amount',
      'Urgent',
      'Reasons',
    ]);
    expect(fields[1]).to.deep.include({ name: 'field.outcome', isRadio: true, isRequired: true });
    expect(fields[1]!.options!.map(({ label, isChosen }) => [label, isChosen])).to.deep.equal([
      ['Answered', true],
      ['Transferred', false],
    ]);
    expect(fields[2]).to.deep.include({
      name: 'field.customer.response',
      value: 'Refunded',
      problem: 'Too short.',
      maxLength: 40,
    });
    expect(fields[5]!.options!.filter(({ isChosen }) => isChosen).map(({ value }) => value)).to.deep.equal(['b']);
  });

  it('speaks the reader’s language throughout', () => {
    const [title, outcome] = plainFields(localSchema(schema, 'zh-CN'), {});
    expect([title!.label, outcome!.label, outcome!.options![0]!.label]).to.deep.equal(['标题', '结果', '已答复']);
  });

  it('sends what form-js would send', () => {
    const form = parseForm(JSON.stringify(schema));
    expect(
      formValues(form, {
        'field.outcome': 'answered',
        'field.customer.response': 'Line one\r\nline two',
        'field.amount': '12.5',
        'field.isUrgent': 'true',
        'field.reasons': ['a', 'b'],
        'field.__proto__.polluted': 'yes',
        other: 'ignored',
      }),
    ).to.deep.equal({
      outcome: 'answered',
      customer: { response: 'Line one\nline two' },
      amount: 12.5,
      isUrgent: true,
      reasons: ['a', 'b'],
    });
  });

  it('leaves out what was left empty', () => {
    const form = parseForm(JSON.stringify(schema));
    expect(formValues(form, { 'field.outcome': '', 'field.amount': ' ', 'field.reasons': '' })).to.deep.equal({
      isUrgent: false,
    });
  });
});
