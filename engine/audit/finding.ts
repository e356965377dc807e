/** What a verification found, for people in both languages and for programs by its code. */
export type Finding = {
  readonly code:
    | 'CHAIN_BROKEN'
    | 'HEAD_DIFFERS'
    | 'ANCHOR_DIFFERS'
    | 'NOT_ANCHORED'
    | 'LEDGER_BROKEN'
    | 'SIGNATURE_WRONG'
    | 'CASE_MISSING';
  /** `false` for what is worth knowing but proves nothing wrong. */
  readonly isFault: boolean;
  readonly message: { readonly zh: string; readonly en: string };
  readonly details: Readonly<Record<string, unknown>>;
};

export type Verification = {
  readonly isIntact: boolean;
  /** The result in a sentence. */
  readonly summary: { readonly zh: string; readonly en: string };
  readonly findings: readonly Finding[];
};

export const verificationOf = (findings: readonly Finding[], intact: Verification['summary']): Verification => {
  const faults = findings.filter(({ isFault }) => isFault);
  return {
    isIntact: faults.length === 0,
    summary:
      faults.length === 0
        ? intact
        : {
            zh: `发现 ${faults.length} 处问题：${faults[0]!.message.zh}`,
            en: `${faults.length} problem(s) found: ${faults[0]!.message.en}`,
          },
    findings,
  };
};
