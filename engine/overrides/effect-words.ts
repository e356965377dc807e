/** An effect in sentences, Chinese and English, for people who decide whether to go on. Moments stay data: pages know the time zone. */
import type { LinkKind } from '../case/link.ts';
import type { Effect } from './effect.ts';

export type Words = { readonly 'zh-CN': readonly string[]; readonly en: readonly string[] };

type Sentence = { readonly zh: string; readonly en: string };

/** Elements are named `中文 / English`; a name in one language serves both. */
const nameIn = (language: 'zh' | 'en', { name, activityId }: { name?: string; activityId: string }): string => {
  const [chinese = activityId, english = chinese] = (name ?? activityId).split(' / ');
  return language === 'zh' ? chinese : english;
};

const both = (say: (language: 'zh' | 'en') => string): Sentence => ({ zh: say('zh'), en: say('en') });

const minutes = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const people = (to: readonly string[], language: 'zh' | 'en'): string =>
  to.join(language === 'zh' ? '、' : ', ') || (language === 'zh' ? '无人' : 'nobody');

const holderOf = (
  task: { readonly assignee?: string; readonly candidates: readonly string[] },
  language: 'zh' | 'en',
): string =>
  task.assignee === undefined
    ? (language === 'zh' ? '候选人 ' : 'candidates ') + people(task.candidates, language)
    : task.assignee;

const caseSentences = ({ status, tier, isSuspended, isPaused }: Effect): Sentence[] => [
  ...(status
    ? [
        status.after === 'closed'
          ? { zh: '工单将结案。', en: 'The case closes.' }
          : { zh: '工单重新办理。', en: 'The case is open again.' },
      ]
    : []),
  ...(tier
    ? [
        {
          zh: `层级由 ${tier.before ?? '无'} 变为 ${tier.after ?? '无'}。`,
          en: `The tier changes from ${tier.before ?? 'none'} to ${tier.after ?? 'none'}.`,
        },
      ]
    : []),
  ...(isSuspended
    ? [
        isSuspended.after
          ? {
              zh: '工单挂起：计时停止，任务不能领取或完成。',
              en: 'The case stands still: no timer fires, no task can be claimed or completed.',
            }
          : { zh: '工单恢复办理。', en: 'The case goes on.' },
      ]
    : []),
  ...(isPaused
    ? [
        isPaused.after
          ? { zh: '时限暂停计时。', en: 'The clock is paused.' }
          : { zh: '时限恢复计时。', en: 'The clock goes on.' },
      ]
    : []),
];

const taskSentences = ({ ended, opened, changed }: Effect['tasks']): Sentence[] => [
  ...ended.map((task) =>
    both((language) =>
      language === 'zh'
        ? `任务“${nameIn('zh', task)}”被收回（${holderOf(task, 'zh')}）。`
        : `Task “${nameIn('en', task)}” is taken away from ${holderOf(task, 'en')}.`,
    ),
  ),
  ...opened.map((task) => ({
    zh: `新任务“${nameIn('zh', task)}”，交给${holderOf(task, 'zh')}${task.dueAt ? `，时限 ${minutes(task.dueAt)}` : ''}。`,
    en: `Task “${nameIn('en', task)}” opens for ${holderOf(task, 'en')}${task.dueAt ? `, due ${minutes(task.dueAt)}` : ''}.`,
  })),
  ...changed.map(({ before, after }) => ({
    zh: `任务“${nameIn('zh', after)}”${[passedIn('zh', before, after), priorityIn('zh', before, after), dueIn('zh', before, after)].filter(isSaid).join('，')}。`,
    en: `Task “${nameIn('en', after)}” ${[passedIn('en', before, after), priorityIn('en', before, after), dueIn('en', before, after)].filter(isSaid).join(', ')}.`,
  })),
];

const isSaid = (part: string): boolean => part !== '';

/** What another case becomes to this one, in words; the kinds that only the other end knows by these names are said plainly. */
const linkWords: Partial<Record<LinkKind, (number: string) => Sentence>> = {
  mergedInto: (number) => ({
    zh: `并入工单 ${number}，由该工单继续办理。`,
    en: `The case is merged into ${number}, which goes on and gets its contact.`,
  }),
  splitFrom: (number) => ({ zh: `由工单 ${number} 拆分而来。`, en: `The case is split from ${number}.` }),
};

const linkSentences = ({ begun, ended }: Effect['links']): Sentence[] => [
  ...begun.map(
    ({ kind, caseNumber }) =>
      linkWords[kind]?.(caseNumber) ?? {
        zh: `与工单 ${caseNumber} 关联。`,
        en: `The case is linked to ${caseNumber}.`,
      },
  ),
  ...ended.map(({ kind, caseNumber }) =>
    kind === 'mergedInto'
      ? {
          zh: `与工单 ${caseNumber} 分开，各自办理。`,
          en: `The case comes apart from ${caseNumber} and goes on by itself.`,
        }
      : { zh: `解除与工单 ${caseNumber} 的关联。`, en: `The link to ${caseNumber} ends.` },
  ),
];

type Changed = Effect['tasks']['changed'][number]['before'];

/** Who has it afterwards; nothing when that stays as it is. */
const passedIn = (language: 'zh' | 'en', before: Changed, after: Changed): string => {
  const [from, to] = [holderOf(before, language), holderOf(after, language)];
  if (from === to) return '';
  return language === 'zh' ? `由${from}改为${to}` : `goes from ${from} to ${to}`;
};

const priorityIn = (language: 'zh' | 'en', before: Changed, after: Changed): string => {
  if (before.priority === after.priority) return '';
  const [from, to] = [before.priority ?? '–', after.priority ?? '–'];
  return language === 'zh' ? `优先级 ${from} → ${to}` : `has priority ${from} → ${to}`;
};

const dueIn = (language: 'zh' | 'en', before: Changed, after: Changed): string => {
  if (!after.dueAt || before.dueAt?.getTime() === after.dueAt.getTime()) return '';
  return language === 'zh' ? `时限改为 ${minutes(after.dueAt)}` : `is now due ${minutes(after.dueAt)}`;
};

const timerSentences = ({ armed, cancelled, moved }: Effect['timers']): Sentence[] => [
  ...cancelled.map((timer) => ({
    zh: `取消计时“${nameIn('zh', timer)}”。`,
    en: `Timer “${nameIn('en', timer)}” is cancelled.`,
  })),
  ...armed.map((timer) => ({
    zh: `开始计时“${nameIn('zh', timer)}”，到期 ${minutes(timer.dueAt)}。`,
    en: `Timer “${nameIn('en', timer)}” starts, due ${minutes(timer.dueAt)}.`,
  })),
  ...moved.map((timer) => ({
    zh: `计时“${nameIn('zh', timer)}”由 ${minutes(timer.before)} 移到 ${minutes(timer.after)}。`,
    en: `Timer “${nameIn('en', timer)}” moves from ${minutes(timer.before)} to ${minutes(timer.after)}.`,
  })),
];

const otherSentences = ({ messages, data, incidents }: Effect): Sentence[] => [
  ...messages.map(({ to, template }) => ({
    zh: `向${people(to, 'zh')}发送消息“${template}”。`,
    en: `A message “${template}” goes to ${people(to, 'en')}.`,
  })),
  ...data.map(({ name, before, after }) => ({
    zh: `数据“${name}”由 ${JSON.stringify(before ?? null)} 改为 ${JSON.stringify(after ?? null)}。`,
    en: `“${name}” changes from ${JSON.stringify(before ?? null)} to ${JSON.stringify(after ?? null)}.`,
  })),
  ...incidents.raised.map((incident) => ({
    zh: `“${nameIn('zh', incident)}”发生故障：${incident.message}`,
    en: `“${nameIn('en', incident)}” fails: ${incident.message}`,
  })),
  ...incidents.resolved.map((incident) => ({
    zh: `“${nameIn('zh', incident)}”的故障解除。`,
    en: `The incident at “${nameIn('en', incident)}” is resolved.`,
  })),
];

export const wordsOf = (effect: Effect): Words => {
  const sentences = [
    ...caseSentences(effect),
    ...linkSentences(effect.links),
    ...taskSentences(effect.tasks),
    ...timerSentences(effect.timers),
    ...otherSentences(effect),
  ];
  const said = sentences.length > 0 ? sentences : [{ zh: '没有变化。', en: 'Nothing changes.' }];
  return { 'zh-CN': said.map(({ zh }) => zh), en: said.map(({ en }) => en) };
};
