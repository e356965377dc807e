import { expect } from 'chai';
import { compareMatters, sameMatterScore } from '../../../engine/contacts/compare-matters.ts';
import { customerKeysOf, plainPhone } from '../../../engine/customer/customer-record.ts';

const isSame = (one: [string, string], other: [string, string]): boolean =>
  compareMatters({ category: one[0], subject: one[1] }, { category: other[0], subject: other[1] }).score >=
  sameMatterScore;

describe('The same matter', () => {
  const same: readonly [[string, string], [string, string]][] = [
    [
      ['fault', '宽带断线'],
      ['fault', '宽带又断线了，已经三天'],
    ],
    [
      ['fault', 'No dial tone since Monday'],
      ['fault', 'Still no dial tone'],
    ],
    [
      ['billing', '话费账单多收了两个月的月租费'],
      ['billing', '账单多收月租费没有退'],
    ],
    [
      ['fault', 'Broadband connection drops every evening'],
      ['other', 'broadband connection dropping every evening'],
    ],
  ];
  for (const [one, other] of same)
    it(`is seen in '${one[1]}' and '${other[1]}'`, () => expect(isSame(one, other)).to.equal(true));

  const different: readonly [[string, string], [string, string]][] = [
    [
      ['fault', '宽带断线'],
      ['fault', '固定电话没有拨号音'],
    ],
    [
      ['billing', 'Charged twice in May'],
      ['fault', 'No dial tone'],
    ],
    [
      ['fault', 'Broadband drops'],
      ['billing', 'Broadband bill too high'],
    ],
  ];
  for (const [one, other] of different)
    it(`is not seen in '${one[1]}' and '${other[1]}'`, () => expect(isSame(one, other)).to.equal(false));
});

describe('Customer keys', () => {
  it('know a phone number however it is written', () => {
    for (const written of ['13900001234', '+86 139 0000 1234', '0086-139-0000-1234', '１３９００００１２３４'])
      expect(plainPhone(written), written).to.equal('13900001234');
  });

  it('do not take a few digits for a phone number', () => {
    expect(customerKeysOf({ phone: '110' })).to.deep.equal([]);
    expect(customerKeysOf({ id: 'K1', phone: '0931-8800123' })).to.deep.equal(['id:K1', 'phone:09318800123']);
  });
});
