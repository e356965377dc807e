import { expect } from 'chai';
import { momentInZone } from '../../../cli/complaint-rows/moment-in-zone.ts';

const iso = (timeZone: string, ...[year, month, day, hour, minute]: [number, number, number, number, number]): string =>
  momentInZone({ year, month, day, hour, minute }, timeZone).toISOString();

describe('momentInZone', () => {
  it('follows summer and winter time', () => {
    expect(iso('America/New_York', 2015, 4, 22, 15, 53)).to.equal('2015-04-22T19:53:00.000Z');
    expect(iso('America/New_York', 2015, 1, 6, 23, 46)).to.equal('2015-01-07T04:46:00.000Z');
    expect(iso('Asia/Shanghai', 2026, 1, 1, 0, 0)).to.equal('2025-12-31T16:00:00.000Z');
    expect(iso('UTC', 2026, 1, 1, 0, 0)).to.equal('2026-01-01T00:00:00.000Z');
  });

  it('moves a time the clocks skip on by what they skip', () => {
    expect(iso('America/New_York', 2015, 3, 8, 1, 59)).to.equal('2015-03-08T06:59:00.000Z');
    expect(iso('America/New_York', 2015, 3, 8, 2, 30)).to.equal('2015-03-08T07:30:00.000Z');
    expect(iso('America/New_York', 2015, 3, 8, 3, 30)).to.equal('2015-03-08T07:30:00.000Z');
  });

  it('takes the first of two moments at which the clocks show the same', () => {
    expect(iso('America/New_York', 2015, 11, 1, 1, 30)).to.equal('2015-11-01T05:30:00.000Z');
    expect(iso('Europe/Berlin', 2015, 10, 25, 2, 30)).to.equal('2015-10-25T00:30:00.000Z');
    expect(iso('America/New_York', 2015, 11, 1, 2, 0)).to.equal('2015-11-01T07:00:00.000Z');
  });
});
