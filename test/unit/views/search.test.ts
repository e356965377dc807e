import { expect } from 'chai';
import { segmentsOf } from '../../../views/presenters/search.ts';

const marked = (text: string, ranges: { start: number; end: number }[]): string =>
  segmentsOf(text, ranges)
    .map((segment) => (segment.isHit ? `[${segment.text}]` : segment.text))
    .join('');

describe('Matches in a found text', () => {
  it('are marked where they are', () => {
    expect(marked('宽带断线三天', [{ start: 0, end: 2 }])).to.equal('[宽带]断线三天');
    expect(marked('abc', [{ start: 1, end: 2 }])).to.equal('a[b]c');
  });

  it('lose no character when they overlap, touch or come out of order', () => {
    expect(
      marked('abcdef', [
        { start: 3, end: 5 },
        { start: 0, end: 2 },
        { start: 1, end: 4 },
      ]).replaceAll(/[[\]]/g, ''),
    ).to.equal('abcdef');
  });

  it('leave a text without matches whole', () => {
    expect(marked('abc', [])).to.equal('abc');
    expect(segmentsOf('', [])).to.deep.equal([]);
  });
});
