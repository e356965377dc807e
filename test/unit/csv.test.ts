import { expect } from 'chai';
import { csvLine } from '../../api/csv.ts';

describe('A line of CSV', () => {
  it('quotes what would break it', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', undefined, null, 7, true])).to.equal(
      'a,"b,c","d""e","f\ng",,,7,true\r\n',
    );
  });

  it('keeps a text a text that a spreadsheet would calculate', () => {
    expect(csvLine(['=1+1', '+86 931', '-1', '@x', -1])).to.equal("'=1+1,'+86 931,'-1,'@x,-1\r\n");
  });

  it('writes moments as ISO 8601 and data as JSON', () => {
    expect(csvLine([new Date('2026-03-02T08:00:00Z'), { a: 1 }])).to.equal('2026-03-02T08:00:00.000Z,"{""a"":1}"\r\n');
  });
});
