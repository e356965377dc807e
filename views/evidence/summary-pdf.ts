/** The summary of an evidence bundle on paper: what case, whether its history is whole, and what happened in order. */
// oxlint-disable-next-line import/no-named-as-default -- the types know the default export only
import PDFDocument from 'pdfkit';
import { fullMoment, shortMoment } from '../moments.ts';
import { textsOf, translations } from '../texts.ts';
import type { Evidence } from './evidence.ts';
import { openFont } from './open-font.ts';

/** What of the evidence the summary tells. */
export type Summary = Pick<
  Evidence,
  'current' | 'entries' | 'verification' | 'madeAt' | 'madeBy' | 'locale' | 'timeZone' | 'nameOf'
>;

const margin = 48;
const grey = '#52606d';

/** What is written in a line of the timeline beside its type. */
const aboutOf = ({ entries, nameOf }: Summary, index: number): string => {
  const { activityId, reason, details } = entries[index]!;
  const response = details?.['data'] as { response?: unknown } | undefined;
  return [
    activityId === undefined ? '' : nameOf(activityId),
    reason ?? '',
    typeof response?.response === 'string' ? response.response : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
};

/** Entries that say how the process moved inside are left to the journal file. */
const isTold = (type: string): boolean => type !== 'ProcessAdvanced';

const factsOf = ({ current, verification, locale, timeZone, madeAt, madeBy }: Summary): [string, string][] => {
  const t = translations[locale];
  const { contact } = current;
  const last = verification.lastAnchoredAt ? fullMoment(verification.lastAnchoredAt, locale, timeZone) : '–';
  const facts: [string, string | undefined][] = [
    [t('evidence.number'), current.number],
    [t('evidence.status'), t(`evidence.status.${current.status}`)],
    [t('evidence.subject'), contact.subject],
    [t('evidence.customer'), [contact.customer.name, contact.customer.phone].filter(Boolean).join(' ')],
    [t('evidence.centre'), contact.centre],
    [t('evidence.channel'), contact.channel],
    [t('evidence.category'), contact.category],
    [t('evidence.severity'), contact.severity],
    [t('evidence.tier'), current.tier],
    [t('evidence.registeredAt'), fullMoment(current.registeredAt, locale, timeZone)],
    [t('evidence.closedAt'), current.closedAt && fullMoment(current.closedAt, locale, timeZone)],
    [t('evidence.head'), `${verification.head.sequence} · ${verification.head.hash}`],
    [t('evidence.anchors'), t('evidence.anchorsValue', { count: verification.anchors, last })],
    [t('evidence.madeAt'), fullMoment(madeAt, locale, timeZone)],
    [t('evidence.madeBy'), madeBy],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
};

const write = (document: PDFKit.PDFDocument, evidence: Summary): void => {
  const { locale, timeZone, entries, verification } = evidence;
  const t = translations[locale];
  const texts = textsOf(locale);
  const width = document.page.width - 2 * margin;
  const heading = (text: string): void => {
    document.moveDown(0.8).fontSize(13).fillColor('black').text(text, margin, document.y, { width }).moveDown(0.3);
  };
  /** Cells side by side, as high as the highest; a new page when they do not fit. */
  const row = (cells: readonly string[], widths: readonly number[]): void => {
    document.fontSize(9);
    const height = Math.max(
      ...cells.map((text, index) => document.heightOfString(text, { width: widths[index]! - 6 })),
    );
    if (document.y + height > document.page.height - margin - 24) document.addPage();
    const top = document.y;
    let left = margin;
    cells.forEach((text, index) => {
      document.fillColor(index === 0 ? grey : 'black').text(text, left, top, { width: widths[index]! - 6 });
      left += widths[index]!;
    });
    document.y = top + height + 3;
  };

  document
    .font(openFont())
    .fontSize(18)
    .text(t('evidence.title', { number: evidence.current.number }), margin, margin);
  heading(t('evidence.verification'));
  document
    .fontSize(11)
    .fillColor(verification.isIntact ? '#1a7f37' : '#b42318')
    .text(verification.summary[locale === 'en' ? 'en' : 'zh'], { width });
  if (entries.some(({ isMasked }) => isMasked))
    document.fontSize(9).fillColor(grey).text(t('evidence.masked'), { width });
  heading(t('evidence.facts'));
  for (const fact of factsOf(evidence)) row(fact, [120, width - 120]);
  heading(t('evidence.timeline'));
  document
    .fontSize(9)
    .fillColor(grey)
    .text(t('evidence.zone', { zone: timeZone }), { width })
    .moveDown(0.4);
  const widths = [32, 96, 130, 90, width - 348];
  row([t('evidence.sequence'), t('evidence.at'), t('evidence.what'), t('evidence.who'), ''], widths);
  entries.forEach((entry, index) => {
    if (!isTold(entry.type)) return;
    row(
      [
        String(entry.sequence),
        shortMoment(entry.at, timeZone),
        texts[`entry.${entry.type}`] ?? entry.type,
        entry.actor.id,
        aboutOf(evidence, index),
      ],
      widths,
    );
  });
};

const numberPages = (document: PDFKit.PDFDocument, { locale, current }: Summary): void => {
  const t = translations[locale];
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    // Below the lower margin the library would begin a new page.
    document.page.margins.bottom = 0;
    document
      .fontSize(8)
      .fillColor(grey)
      .text(
        `${current.number} · ${t('evidence.page', { page: page - start + 1, pages: count })}`,
        margin,
        document.page.height - margin + 12,
        { width: document.page.width - 2 * margin, align: 'center' },
      );
  }
};

export const summaryPdf = (evidence: Summary): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const title = translations[evidence.locale]('evidence.title', { number: evidence.current.number });
    const document = new PDFDocument({
      size: 'A4',
      margin,
      bufferPages: true,
      lang: evidence.locale,
      info: { Title: title, CreationDate: evidence.madeAt },
    });
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
    write(document, evidence);
    numberPages(document, evidence);
    document.end();
  });
