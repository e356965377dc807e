import { expect } from 'chai';
import { highlightsOf } from '../../../engine/text/highlight.ts';
import { sharedPhrases, similarityOf } from '../../../engine/text/similarity.ts';
import { termSetOf, termsOf } from '../../../engine/text/terms.ts';

describe('Terms of a text', () => {
  it('are pairs of neighbouring Han characters and stems of words', () => {
    expect([...termSetOf('宽带断线 Lines disconnected')]).to.deep.equal(['宽带', '带断', '断线', 'line', 'disconnect']);
  });

  it('are the same for full-width and upper-case forms', () => {
    expect([...termSetOf('ＡＤＳＬ Router')]).to.deep.equal([...termSetOf('adsl routers')]);
  });

  it('leave out words that say nothing', () => {
    expect([...termSetOf('the bill is not right')]).to.deep.equal(['bill', 'right']);
  });

  it('know their place in the original', () => {
    const text = 'ok 话费账单';
    for (const { start, end, text: term } of termsOf(text)) expect(text.slice(start, end)).to.equal(term);
  });

  it('bring common English endings together', () => {
    for (const [one, other] of [
      ['connection', 'connected'],
      ['bills', 'billing'],
      ['companies', 'company'],
      ['charged', 'charges'],
      ['dropped', 'dropping'],
    ] as const)
      expect([...termSetOf(one)], one).to.deep.equal([...termSetOf(other)]);
  });
});

describe('Similarity of texts', () => {
  it('is 1 for the same text and 0 for texts that share nothing', () => {
    expect(similarityOf('宽带断线', '宽带断线')).to.be.closeTo(1, 1e-9);
    expect(similarityOf('宽带断线', '话费账单有误')).to.equal(0);
    expect(similarityOf('', '')).to.equal(0);
  });

  it('does not depend on the order of the two', () => {
    const [one, other] = ['家里宽带又断线了', '宽带断线三天没人修'];
    expect(similarityOf(one, other)).to.equal(similarityOf(other, one));
    expect(similarityOf(one, other)).to.be.within(0.3, 0.8);
  });

  it('names the shared phrases, the longest first', () => {
    expect(sharedPhrases('家里宽带断线，bill wrong', '宽带断线三天 and wrong bill')).to.deep.equal(
      ['宽带断线', 'wrong', 'bill'].toSorted((a, b) => b.length - a.length),
    );
  });
});

describe('Highlights', () => {
  it('cover whole matches and single Han characters', () => {
    expect(highlightsOf('家里宽带断线', termSetOf('宽带'))).to.deep.equal([{ start: 2, end: 4 }]);
    expect(highlightsOf('家里宽带断线', new Set(['带']))).to.deep.equal([{ start: 3, end: 4 }]);
    expect(highlightsOf('Line disconnected', termSetOf('disconnecting'))).to.deep.equal([{ start: 5, end: 17 }]);
  });
});
