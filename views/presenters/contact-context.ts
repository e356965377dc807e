/** What an agent sees beside the form while the caller is still talking: who it is, what was before, whether we know the matter. */
import type { ContactCheck, Organisation, RecordRequest } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { contactLine, customerCard } from './customer-card.ts';

type Around = { readonly organisation: Organisation; readonly reader: Reader; readonly t: Translate };

type Candidate = ContactCheck['candidates'][number];

const tones: Readonly<Record<Candidate['kind'], string>> = { duplicate: 'bad', repeat: 'warn', similar: 'accent' };
const phrasesShown = 6;

/** Why a case may be about the same matter, as one sentence. */
const whyOf = ({ likeness, sameCustomer, daysAgo }: Candidate, t: Translate): string =>
  [
    ...(sameCustomer ? [t(`register.why.${sameCustomer}`)] : []),
    t('register.why.text', { percent: Math.round(likeness.textSimilarity * 100) }),
    ...(likeness.sameCategory ? [t('register.why.category')] : []),
    daysAgo === 0 ? t('register.why.today') : t('register.why.days', { count: daysAgo }),
  ].join(' · ');

const historyShown = 6;

export const contactContextModel = (
  { check, asked }: { readonly check: ContactCheck | undefined; readonly asked: RecordRequest | undefined },
  around: Around,
): Record<string, unknown> => {
  const { t } = around;
  if (!check) return { context: { isEmpty: true } };
  const { customers, history, total, openCases, candidates, answers } = check;
  const open = new Set(openCases.map(({ id }) => id));
  const [only] = customers.length === 1 ? customers : [];
  const counts = { customers: customers.length, open: openCases.length, known: candidates.length };
  return {
    context: {
      customers: customers.map((record) => customerCard(record, around)),
      isOnly: only !== undefined,
      asked,
      askedText: asked && t(`register.asked.${asked}`),
      isAsking: asked === 'asking',
      openCases: openCases.map((current) => contactLine(current, around)),
      history: history
        .filter(({ id }) => !open.has(id))
        .slice(0, historyShown)
        .map((current) => contactLine(current, around)),
      total,
      moreHref: only && total > historyShown ? `/customers/${encodeURIComponent(only.id)}` : undefined,
      candidates: candidates.map((candidate) => ({
        ...contactLine(candidate.case, around),
        kind: t(`register.candidate.${candidate.kind}`),
        tone: tones[candidate.kind],
        why: whyOf(candidate, t),
        shared: candidate.likeness.shared.slice(0, phrasesShown),
      })),
      answers: answers.map(({ case: found, answer, score }, index) => ({
        index,
        answer,
        number: found.number,
        href: `/cases/${found.number}`,
        percent: Math.round(score * 100),
      })),
      summary: t('register.summary', counts),
    },
  };
};
