import { expect } from 'chai';
import { compileFormat } from '../../../cli/complaint-rows/date-time-format.ts';

const read = (format: string, text: string) => compileFormat(format).read(text);

describe('compileFormat', () => {
  it('reads what its format names', () => {
    expect(read('dd-MMM-yy', '22-Apr-15')).to.deep.equal({ year: 2015, month: 4, day: 22 });
    expect(read('yyyy-MM-dd', '2015-04-08')).to.deep.equal({ year: 2015, month: 4, day: 8 });
    expect(read('yyyy年M月d日', '2026年3月5日')).to.deep.equal({ year: 2026, month: 3, day: 5 });
    expect(read('yyyy/M/d H:mm', '2026/3/5 7:05')).to.deep.equal({ year: 2026, month: 3, day: 5, hour: 7, minute: 5 });
  });

  it('knows that the clock strikes twelve before one', () => {
    const hours = ['12:00:00 AM', '1:00:00 AM', '12:00:00 PM', '11:59:59 pm'].map(
      (text) => read('h:mm:ss a', text)?.hour,
    );
    expect(hours).to.deep.equal([0, 1, 12, 23]);
  });

  const unreadable: [string, string][] = [
    ['dd-MMM-yy', '2015-04-08'],
    ['dd-MMM-yy', '22-Foo-15'],
    ['dd-MMM-yy', '31-Apr-15'],
    ['dd-MMM-yy', '29-Feb-15'],
    ['dd-MMM-yy', '22-Apr-15 '],
    ['dd-MMM-yy', ''],
    ['h:mm:ss a', '0:10:00 AM'],
    ['h:mm:ss a', '13:10:00 PM'],
    ['HH:mm', '24:00'],
    ['HH:mm', '23:60'],
    ['yyyy.MM.dd', '2015-04-08'],
  ];
  for (const [format, text] of unreadable)
    it(`does not take '${text}' for ${format}`, () => {
      expect(read(format, text)).to.equal(undefined);
    });

  it('says whether it names a day', () => {
    expect(['dd-MMM-yy', 'yyyyMMdd', 'MM/dd', 'H:mm'].map((format) => compileFormat(format).namesDay)).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('refuses formats that mean nothing or two things', () => {
    expect(() => compileFormat('-')).to.throw("'-' names no part");
    expect(() => compileFormat('MM/dd MMM MM')).to.throw('names the month twice');
    expect(() => compileFormat('h:mm')).to.throw("needs both 'h' and 'a'");
  });
});
