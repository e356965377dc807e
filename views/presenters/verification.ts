import type { CaseVerification, LedgerVerification } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';

export type ShownVerification = {
  readonly isIntact: boolean;
  readonly summary: string;
  readonly findings: readonly { readonly text: string; readonly isFault: boolean }[];
};

/** The result of a check in the reader's language; the first fault is in the summary already. */
export const verificationModel = (
  { isIntact, summary, findings }: Pick<CaseVerification | LedgerVerification, 'isIntact' | 'summary' | 'findings'>,
  { locale }: Reader,
): ShownVerification => {
  const language = locale === 'en' ? 'en' : 'zh';
  return {
    isIntact,
    summary: summary[language],
    findings: findings.map(({ message, isFault }) => ({ text: message[language], isFault })),
  };
};
