import { expect } from 'chai';
import { maskFrom } from '../../../engine/case/mask-data.ts';

const mask = maskFrom({ name: '王小明', phone: '0931-8412345', address: '东方红广场1号' });

describe('Masking texts and free-form data', () => {
  const texts: readonly (readonly [text: string, masked: string])[] = [
    ['王小明来电', '王**来电'],
    ['请回电13900001234。', '请回电*********34。'],
    ['call +86 139 0000 1234 now', 'call ***************34 now'],
    ['call 139-0000-1234', 'call ***********34'],
    ['固话09318412346', '固话*********46'],
    ['住在东方红广场1号三楼', '住在***三楼'],
    ['write to wang.xiao+1@mail.example.com', 'write to ***'],
    ['身份证620102199001011234', '身份证***'],
  ];
  for (const [text, masked] of texts)
    it(`shows ${text} as ${masked}`, () => {
      expect(mask(text)).to.equal(masked);
    });

  it('leaves candidates, numbers, ids and moments as they are', () => {
    for (const text of [
      'junior-agent@lanzhou',
      'C-000104',
      '2026-03-02T08:00:00.000Z',
      'a13900001234',
      'P30D',
      'complaint:12',
      'lanzhou-branch-network',
    ])
      expect(mask(text)).to.equal(text);
    const data = { amount: 1234567890123, at: new Date(0), nested: [{ isPaid: true, none: null }] };
    expect(mask(data)).to.equal(data);
  });

  it('goes by the names of members, however deep', () => {
    expect(
      mask({
        customer: { name: '李', phone: 13900009999, address: { street: 'x' }, isActive: true },
        result: [{ customerName: 'Li Lei', contactPhone: '8412346', email: 'x', idNumber: 7, bill: { total: 12 } }],
        product: { name: 'Broadband' },
        paymentMethod: 'card',
      }),
    ).to.deep.equal({
      customer: { name: '*', phone: '*********99', address: '***', isActive: true },
      result: [{ customerName: 'L*****', contactPhone: '*****46', email: '***', idNumber: '***', bill: '***' }],
      product: { name: 'Broadband' },
      paymentMethod: 'card',
    });
  });
});
