import { expect } from 'chai';
import { localName } from '../../../views/presenters/local-name.ts';

describe('A name in two languages', () => {
  it('is shown in the reader’s', () => {
    expect(localName('初步处理投诉 / Assess complaint', 'en')).to.equal('Assess complaint');
    expect(localName('初步处理投诉 / Assess complaint', 'zh-CN')).to.equal('初步处理投诉');
  });

  it('stays whole when it is something else', () => {
    expect(localName('A/B test', 'en')).to.equal('A/B test');
    expect(localName('one / two / three', 'zh-CN')).to.equal('one / two / three');
    expect(localName('Only one', 'zh-CN')).to.equal('Only one');
  });
});
