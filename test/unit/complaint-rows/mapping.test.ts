import { expect } from 'chai';
import { parseMapping } from '../../../cli/complaint-rows/mapping.ts';

const smallMapping = {
  source: { system: 'letters', keyColumn: 'no' },
  receivedAt: { timeZone: 'Asia/Shanghai', date: { column: 'day', format: 'yyyy-MM-dd' } },
  centre: { column: 'city', values: { 兰州: 'lanzhou', 酒泉: 'jiuquan' } },
  channel: { constant: 'mail' },
  subject: { column: 'text' },
  category: { column: 'text', keywords: [{ anyOf: ['收费', 'bill*'], value: 'billing' }], default: 'other' },
  severity: { constant: 'normal' },
  customer: { class: { constant: 'ordinary' } },
};

const failureOf = (content: unknown): string => {
  try {
    parseMapping(typeof content === 'string' ? content : JSON.stringify(content), [
      'lanzhou',
      'baiyin',
      'tianshui',
      'jiuquan',
    ]);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('parseMapping', () => {
  it('knows every column it will read', () => {
    const { columns, csv } = parseMapping(JSON.stringify(smallMapping), ['lanzhou', 'baiyin', 'tianshui', 'jiuquan']);
    expect(columns).to.have.members(['no', 'day', 'city', 'text']);
    expect(csv).to.deep.equal({ delimiter: ',', encoding: 'utf-8' });
  });

  it('lists all mistakes at once, a line each', () => {
    const message = failureOf({ ...smallMapping, channel: { constant: 'fax' }, severity: undefined, colour: 'red' });
    expect(message.split('\n')).to.have.length(4);
    expect(message).to.include('"channel.constant" is "fax"; allowed are [phone, mail, web');
    expect(message).to.include('"severity" is required');
    expect(message).to.include('"colour" is not allowed');
  });

  const mistakes: [string, object, RegExp][] = [
    [
      'a centre that does not exist',
      { centre: { column: 'city', values: { 西安: 'xian' } } },
      /"centre.values.西安" is "xian"/,
    ],
    ['a centre taken from a column as it is', { centre: { column: 'city' } }, /"centre" must contain at least one of/],
    [
      'a table and keywords together',
      { channel: { column: 'c', values: { x: 'mail' }, keywords: [] } },
      /"channel\.?.*"/,
    ],
    [
      'an unknown time zone',
      { receivedAt: { timeZone: 'Lanzhou', date: { column: 'day', format: 'yyyy-MM-dd' } } },
      /"receivedAt.timeZone" is "Lanzhou"; an IANA time zone/,
    ],
    [
      'a date without year',
      { receivedAt: { timeZone: 'UTC', date: { column: 'day', format: 'MM-dd' } } },
      /date format 'MM-dd' has to name year, month and day/,
    ],
    ['an unknown delimiter', { csv: { delimiter: '::' } }, /"csv.delimiter" is "::"; allowed are/],
    [
      'a text from a column and a constant',
      { subject: { column: 'text', constant: 'x' } },
      /"subject" contains a conflict/,
    ],
    [
      'a keyword that is nothing',
      { category: { column: 'text', keywords: [{ anyOf: ['*'], value: 'x' }] } },
      /anyOf\[0\]/,
    ],
  ];
  for (const [what, change, message] of mistakes)
    it(`refuses ${what}`, () => {
      expect(failureOf({ ...smallMapping, ...change })).to.match(message);
    });

  it('refuses what is no JSON or no object', () => {
    expect(failureOf('{')).to.match(/^The mapping is no JSON: /);
    expect(failureOf('[]')).to.match(/must be of type object/);
  });
});
