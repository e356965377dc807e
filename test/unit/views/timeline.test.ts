import { expect } from 'chai';
import type { JournalEntry } from '../../../engine/index.ts';
import { translations } from '../../../views/texts.ts';
import { timelineOf } from '../../../views/presenters/timeline.ts';
import type { Locale } from '../../../views/locale.ts';

const entry = (type: string, details: Record<string, unknown>): JournalEntry =>
  ({
    sequence: 1,
    at: new Date('2026-03-02T08:00:00Z'),
    type,
    activityId: 'findOutFault',
    actor: { kind: 'user', id: 'surveyor.lanzhou' },
    details,
  }) as unknown as JournalEntry;

const told = (one: JournalEntry, locale: Locale): string => {
  const [line] = timelineOf([one], {
    reader: { locale, theme: 'auto', timeZone: 'Asia/Shanghai' },
    t: translations[locale],
    nameOf: () => '查明责任 / Find out fault',
    personOf: (id) => (id === 'senior.lanzhou' ? '朱文博' : id),
    schemaOf: () => undefined,
  });
  return line?.what ?? '';
};

describe('The timeline of a case', () => {
  it('names the tier a task went to in the reader’s language', () => {
    const escalated = entry('TaskEscalated', { from: 'senior', to: 'manager' });
    expect(told(escalated, 'en')).to.equal('Escalated: Find out fault → Manager hotline');
    expect(told(escalated, 'zh-CN')).to.equal('任务升级：查明责任 → 经理热线');
  });

  it('names the person a task went to', () => {
    expect(told(entry('TaskReassigned', { to: 'senior.lanzhou' }), 'en')).to.match(/Find out fault → 朱文博$/);
  });
});
