import { expect } from 'chai';
import { cleanLine, cleanLines } from '../../../cli/complaint-rows/clean-text.ts';

describe('cleanLine', () => {
  it('makes one line with single spaces', () => {
    expect(cleanLine('  slow\t\tinternet \r\n since\u00a0 Monday ')).to.equal('slow internet since Monday');
  });

  it('removes what nobody can see', () => {
    expect(cleanLine('\ufeffpay\u0000ment \u0007 dis\u200bappeared\u202e')).to.equal('payment disappeared');
  });

  it('keeps everything else, quotation marks, signs and other scripts included', () => {
    const text = 'Comcast “practices” – 5″ & <b>投诉</b> 👨‍👩‍👧 \ufffd';
    expect(cleanLine(text)).to.equal(text);
  });
});

describe('cleanLines', () => {
  it('keeps line breaks, at most one empty line in a row', () => {
    expect(cleanLines(' one \r\n two\r\r\r\n\n\nthree\u2028four ')).to.equal('one\ntwo\n\nthree\nfour');
  });
});
