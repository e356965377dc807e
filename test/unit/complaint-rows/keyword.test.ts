import { expect } from 'chai';
import { compileKeywords } from '../../../cli/complaint-rows/keyword.ts';

describe('compileKeywords', () => {
  it('finds whole words and phrases in any case', () => {
    const isFound = compileKeywords(['cap', 'no service']);
    expect(['Data CAP!', 'NO  service at all', '(cap)'].map(isFound)).to.deep.equal([true, true, true]);
    expect(['capital', 'recap', 'no good service', ''].map(isFound)).to.deep.equal([false, false, false, false]);
  });

  it('finds beginnings of words when asked to', () => {
    expect(['billing', 'Bill', 'disbill'].map(compileKeywords(['bill*']))).to.deep.equal([true, true, false]);
  });

  it('finds Chinese words inside a sentence, which has no spaces', () => {
    expect(['本月重复收费两次', '网速太慢'].map(compileKeywords(['收费']))).to.deep.equal([true, false]);
  });

  it('takes signs for what they are', () => {
    expect(['c++ course', 'ccc'].map(compileKeywords(['c++']))).to.deep.equal([true, false]);
  });
});
