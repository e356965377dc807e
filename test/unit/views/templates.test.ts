import { expect } from 'chai';
import { fullMoment, isTimeZone, momentIn, shortMoment } from '../../../views/moments.ts';
import { render } from '../../../views/templates.ts';

const reader = { locale: 'en', theme: 'auto', timeZone: 'Asia/Shanghai' } as const;

describe('Templates', () => {
  it('escape what people wrote', () => {
    const html = render('pages/problem', {
      reader,
      title: '<script>alert(1)</script>',
      explanation: '"><img src=x onerror=alert(1)>',
    });
    expect(html)
      .to.include('&lt;script&gt;')
      .and.not.match(/<script|<img/);
  });

  it('name the template that is missing', () => {
    expect(() => render('pages/nothing', { reader })).to.throw("There is no template 'pages/nothing'");
  });
});

describe('Moments on pages', () => {
  const at = new Date('2026-03-02T23:30:05Z');

  it('stand in the reader’s zone', () => {
    expect(shortMoment(at, 'Asia/Shanghai')).to.equal('2026-03-03 07:30');
    expect(shortMoment(at, 'America/New_York')).to.equal('2026-03-02 18:30');
  });

  it('are told in full in the reader’s language', () => {
    expect(fullMoment(at, 'en', 'Asia/Shanghai'))
      .to.include('Tuesday')
      .and.include('07:30:05');
    expect(fullMoment(at, 'zh-CN', 'Asia/Shanghai')).to.include('星期二');
  });

  it('know a time zone from other text', () => {
    expect(isTimeZone('Asia/Urumqi')).to.equal(true);
    expect(isTimeZone('Asia/Nowhere')).to.equal(false);
  });
});

describe('A moment typed by a reader', () => {
  it('is meant in their zone, also across a change of clocks', () => {
    expect(momentIn('2026-03-02T16:00', 'Asia/Shanghai')?.toISOString()).to.equal('2026-03-02T08:00:00.000Z');
    expect(momentIn('2026-03-08T12:00', 'America/New_York')?.toISOString()).to.equal('2026-03-08T16:00:00.000Z');
    expect(momentIn('2026-03-07T12:00', 'America/New_York')?.toISOString()).to.equal('2026-03-07T17:00:00.000Z');
  });

  it('is nothing when it is none', () => {
    for (const text of ['', 'tomorrow', '2026-13-40T99:00'])
      expect(momentIn(text, 'Asia/Shanghai')).to.equal(undefined);
  });
});
